// How a raster becomes a picture: classes or a ramp, hatched, cut by the swipe.

export const VERTEX = `#version 300 es
uniform mat4 u_matrix;
uniform vec4 u_box;
in vec2 a_at;
out vec2 v_at;
void main() {
  v_at = a_at;
  gl_Position = u_matrix * vec4(mix(u_box.xy, u_box.zw, a_at), 0.0, 1.0);
}`;

/** The ground: relief, cover in quiet tints, water. */
export const GROUND = `#version 300 es
precision highp float;
precision highp usampler2D;
uniform sampler2D u_shade;
uniform usampler2D u_cover;
uniform usampler2D u_water;
uniform sampler2D u_tints;
uniform float u_shades;
uniform vec3 u_lake;
uniform uint u_lake_code;
uniform float u_dark;
in vec2 v_at;
out vec4 colour;
void main() {
  ivec2 size = textureSize(u_cover, 0);
  ivec2 at = min(ivec2(v_at * vec2(size)), size - 1);
  uint cover = texelFetch(u_cover, at, 0).r;
  if (cover == 0u) discard;
  float light = texture(u_shade, v_at).r * 255.0 / u_shades;
  vec3 tint = texelFetch(u_tints, ivec2(int(cover), 0), 0).rgb;
  vec3 lit = u_dark > 0.5 ? tint * (0.55 + 0.5 * light) : tint * light;
  if (texelFetch(u_water, at, 0).r == u_lake_code) lit = u_lake;
  colour = vec4(lit, 1.0);
}`;

/** Two fields, left and right of the swipe. */
export const FIELD = `#version 300 es
precision highp float;
precision highp usampler2D;
uniform usampler2D u_left;
uniform usampler2D u_right;
uniform sampler2D u_left_table;
uniform sampler2D u_right_table;
uniform vec4 u_left_how;
uniform vec4 u_right_how;
uniform float u_left_line;
uniform float u_right_line;
uniform float u_split;
uniform vec2 u_opacity;
uniform float u_ratio;
uniform float u_dark;
in vec2 v_at;
out vec4 colour;

float stripe(float along, float every, float width) {
  float at = mod(along, every);
  return smoothstep(0.0, 0.7, at) * (1.0 - smoothstep(width, width + 0.7, at));
}

vec4 inked(vec4 tint, float line) {
  vec3 ink = u_dark > 0.5 ? vec3(0.93) : vec3(0.12);
  float cover = line * 0.75;
  float alpha = cover + tint.a * (1.0 - cover);
  vec3 mixed = alpha > 0.0 ? (ink * cover + tint.rgb * tint.a * (1.0 - cover)) / alpha : ink;
  return vec4(mixed, alpha);
}

vec4 hatched(vec4 tint, float hatch, vec2 at) {
  float line = 0.0;
  if (hatch > 0.3) line = stripe(at.x + at.y, hatch > 0.8 ? 7.0 : 10.0, 1.0);
  if (hatch > 0.8) line = max(line, stripe(at.x - at.y, 7.0, 1.0));
  return inked(tint, line);
}

vec4 unknown(vec2 at) {
  vec2 cell = mod(at, 14.0) - 7.0;
  float dot_ = 1.0 - smoothstep(1.2, 2.0, length(cell));
  vec3 grey = u_dark > 0.5 ? vec3(0.36) : vec3(0.87);
  return vec4(mix(grey, vec3(u_dark > 0.5 ? 0.75 : 0.45), dot_ * 0.8), 0.9);
}

vec4 painted(uint code, sampler2D table, vec4 how, vec2 at) {
  if (how.z < 0.5) {
    if (code == 0u) return vec4(0.0);
    if (code == 255u) return unknown(at);
    float hatch = texelFetch(table, ivec2(int(code), 1), 0).r;
    return hatched(texelFetch(table, ivec2(int(code), 0), 0), hatch, at);
  }
  if (code == 65533u) return vec4(0.0);
  if (code == 65535u) return unknown(at);
  if (code == 65534u) return hatched(vec4(0.6, 0.6, 0.6, 0.7), 0.5, at);
  if (how.w > 0.5 && code == 0u) return hatched(vec4(0.5, 0.5, 0.52, 0.55), 1.0, at);
  float share = clamp((float(code) - how.x) / max(how.y - how.x, 1e-6), 0.0, 1.0);
  return texelFetch(table, ivec2(int(share * 255.0 + 0.5), 0), 0);
}

// Lines of equal time: where the time between the centres of four cells is a whole number of steps.
float line(usampler2D codes, float every) {
  vec2 at = v_at * vec2(textureSize(codes, 0)) - 0.5;
  ivec2 corner = clamp(ivec2(floor(at)), ivec2(0), textureSize(codes, 0) - 2);
  uvec4 four = uvec4(
    texelFetch(codes, corner, 0).r, texelFetch(codes, corner + ivec2(1, 0), 0).r,
    texelFetch(codes, corner + ivec2(0, 1), 0).r, texelFetch(codes, corner + ivec2(1, 1), 0).r);
  vec2 part = clamp(at - vec2(corner), 0.0, 1.0);
  vec4 times = vec4(four) / max(every, 1.0);
  float time = mix(mix(times.x, times.y, part.x), mix(times.z, times.w, part.x), part.y);
  float width = fwidth(time);
  float away = abs(fract(time - 0.5) - 0.5) / max(width, 1e-6);
  bool broken = every < 0.5 || any(greaterThan(four, uvec4(65000u))) || width > 0.4 || time < 0.5;
  return broken ? 0.0 : 1.0 - smoothstep(0.4, 1.3, away);
}

void main() {
  bool right = gl_FragCoord.x > u_split;
  vec2 screen = gl_FragCoord.xy / u_ratio;
  vec4 found;
  if (right) {
    ivec2 size = textureSize(u_right, 0);
    uint code = texelFetch(u_right, min(ivec2(v_at * vec2(size)), size - 1), 0).r;
    found = painted(code, u_right_table, u_right_how, screen);
    if (u_right_line > 0.0) found = inked(found, line(u_right, u_right_line));
  } else {
    ivec2 size = textureSize(u_left, 0);
    uint code = texelFetch(u_left, min(ivec2(v_at * vec2(size)), size - 1), 0).r;
    found = painted(code, u_left_table, u_left_how, screen);
    if (u_left_line > 0.0) found = inked(found, line(u_left, u_left_line));
  }
  float alpha = found.a * (right ? u_opacity.y : u_opacity.x);
  colour = vec4(found.rgb * alpha, alpha);
}`;
