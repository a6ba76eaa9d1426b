// Rasters drawn by a shader of our own, as layers of the map.

import type { CustomLayerInterface, CustomRenderMethodInput, Map } from "maplibre-gl";
import type { Field, Lattice, Study } from "./study";
import { OUTSIDE_16, codesOf, keyOf, type Case, type Codes } from "./planes";
import { rgb, table } from "./palette";
import { inCodes, lineStep, scaleOf } from "./scale";
import { FIELD, GROUND, VERTEX } from "./shader";

type Gl = WebGL2RenderingContext;

function program(gl: Gl, fragment: string): WebGLProgram {
  const made = gl.createProgram()!;
  for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS))
      throw new Error(gl.getShaderInfoLog(shader) ?? "a shader does not compile");
    gl.attachShader(made, shader);
  }
  gl.bindAttribLocation(made, 0, "a_at");
  gl.linkProgram(made);
  return made;
}

function texture(gl: Gl, filter: number): WebGLTexture {
  const made = gl.createTexture()!;
  gl.bindTexture(gl.TEXTURE_2D, made);
  for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, side, filter);
  for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
  return made;
}

/** Set how bytes are read, whatever the map left behind. */
function packing(gl: Gl): void {
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
}

function codesTexture(gl: Gl, lattice: Lattice, codes: Codes): WebGLTexture {
  const made = texture(gl, gl.NEAREST);
  packing(gl);
  const [inner, type] =
    codes instanceof Uint8Array ? [gl.R8UI, gl.UNSIGNED_BYTE] : [gl.R16UI, gl.UNSIGNED_SHORT];
  gl.texImage2D(gl.TEXTURE_2D, 0, inner, lattice.cols, lattice.rows, 0, gl.RED_INTEGER, type, codes);
  return made;
}

function coloursTexture(gl: Gl, pixels: Uint8Array, rows: number): WebGLTexture {
  const made = texture(gl, gl.NEAREST);
  packing(gl);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 256, rows, 0, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  return made;
}

/** What the two kinds of layer share: a rectangle in the world, drawn by one program. */
abstract class Rectangle implements CustomLayerInterface {
  readonly type = "custom" as const;
  protected gl: Gl | null = null;
  protected map: Map | null = null;
  private drawn: WebGLProgram | null = null;
  private corners: WebGLBuffer | null = null;
  private places: Record<string, WebGLUniformLocation | null> = {};

  constructor(readonly id: string, private readonly fragment: string, protected readonly lattice: Lattice) {}

  onAdd(map: Map, context: WebGLRenderingContext | WebGL2RenderingContext): void {
    const gl = context as Gl;
    [this.gl, this.map] = [gl, map];
    this.drawn = program(gl, this.fragment);
    this.places = {};
    this.corners = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.corners);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW);
    this.prepare(gl);
  }

  render(context: WebGLRenderingContext | WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const gl = context as Gl;
    gl.useProgram(this.drawn);
    gl.bindVertexArray(null);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.corners);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    const { west, north, east, south } = this.lattice;
    gl.uniformMatrix4fv(this.place("u_matrix"), false, input.defaultProjectionData.mainMatrix as Float32Array);
    gl.uniform4f(this.place("u_box"), west, north, east, south);
    gl.uniform1f(this.place("u_dark"), document.documentElement.dataset["theme"] === "dark" ? 1 : 0);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
    if (this.ready(gl)) gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  protected place(name: string): WebGLUniformLocation | null {
    this.places[name] ??= this.gl!.getUniformLocation(this.drawn!, name);
    return this.places[name];
  }

  protected bind(gl: Gl, unit: number, name: string, made: WebGLTexture): void {
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, made);
    gl.uniform1i(this.place(name), unit);
  }

  protected abstract prepare(gl: Gl): void;
  protected abstract ready(gl: Gl): boolean;
}

const PAPER = { light: "#f8f6f2", dark: "#2a2d30" };
const TINTS: Record<"light" | "dark", Record<string, string>> = {
  light: { forest: "#dde7d5", shrub: "#e9ecde", wetland: "#d7e4e4", peat: "#d8e0dd", built: "#e3ddd9" },
  dark: { forest: "#26342a", shrub: "#2b332a", wetland: "#24383a", peat: "#2a3634", built: "#3b3634" },
};
const LAKE = { light: "#bbd3e5", dark: "#1d3a52" };

/** Relief, cover and water under everything. */
export class Ground extends Rectangle {
  private textures: WebGLTexture[] | null = null;
  private tints: Partial<Record<"light" | "dark", WebGLTexture>> = {};

  constructor(private readonly study: Study) {
    super("ground", GROUND, study.lattice);
  }

  protected prepare(gl: Gl): void {
    const { shade, cover, water } = this.study.ground;
    void Promise.all([shade, cover, water].map((packed) => codesOf(packed))).then(([light, ...rest]) => {
      const relief = texture(gl, gl.LINEAR);
      packing(gl);
      const { cols, rows } = this.lattice;
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, cols, rows, 0, gl.RED, gl.UNSIGNED_BYTE, light as Uint8Array);
      this.textures = [relief, ...rest.map((codes) => codesTexture(gl, this.lattice, codes))];
      this.map?.triggerRepaint();
    });
  }

  protected ready(gl: Gl): boolean {
    if (!this.textures) return false;
    const theme = document.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
    this.tints[theme] ??= this.tinted(gl, theme);
    ["u_shade", "u_cover", "u_water"].forEach((name, unit) => this.bind(gl, unit, name, this.textures![unit]!));
    this.bind(gl, 3, "u_tints", this.tints[theme]);
    gl.uniform1f(this.place("u_shades"), this.study.ground.shades);
    gl.uniform3fv(this.place("u_lake"), rgb(LAKE[theme]).map((part) => part / 255));
    gl.uniform1ui(this.place("u_lake_code"), this.study.ground.water_codes["lake"] ?? 0);
    return true;
  }

  private tinted(gl: Gl, theme: "light" | "dark"): WebGLTexture {
    const pixels = new Uint8Array(256 * 4);
    const put = (code: number, hex: string) => pixels.set([...rgb(hex), 255], code * 4);
    for (let code = 0; code < 256; code++) put(code, PAPER[theme]);
    for (const [name, code] of Object.entries(this.study.ground.cover_codes))
      put(code, TINTS[theme][name] ?? PAPER[theme]);
    return coloursTexture(gl, pixels, 1);
  }
}

/** One side of the swipe. */
export interface Side {
  field: Field;
  of: Case;
  opacity: number;
}

/** The fields, left and right of the swipe. */
export class Fields extends Rectangle {
  private sides: [Side, Side] | null = null;
  private shown: [Side, Side] | null = null;
  /** Where the swipe is, as a share of the map's width. */
  split = 1;
  private readonly planes = new globalThis.Map<string, WebGLTexture>();
  private readonly tables = new globalThis.Map<string, WebGLTexture>();

  constructor(study: Study) {
    super("fields", FIELD, study.lattice);
  }

  /** Show these two, as soon as both are unpacked. */
  async show(left: Side, right: Side): Promise<void> {
    const asked: [Side, Side] = [left, right];
    this.sides = asked;
    await Promise.all(asked.map(async ({ field, of }) => {
      const plane = field.planes[keyOf(field, of)];
      if (plane) await codesOf(plane).then((codes) => this.keep(field, of, codes));
    }));
    if (this.sides !== asked) return;
    this.shown = asked;
    this.map?.triggerRepaint();
  }

  protected prepare(): void {
    this.planes.clear();
    this.tables.clear();
    if (this.sides) void this.show(...this.sides);
  }

  private name(field: Field, of: Case): string {
    return `${field.id}|${keyOf(field, of)}`;
  }

  private keep(field: Field, of: Case, codes: Codes): void {
    const name = this.name(field, of);
    if (!this.gl || this.planes.has(name)) return;
    this.planes.set(name, codesTexture(this.gl, this.lattice, codes));
  }

  /** Everything a side is drawn with, made before anything is bound. */
  private textures(gl: Gl, field: Field, of: Case) {
    const found = this.planes.get(this.name(field, of));
    const colours = this.tables.get(field.id) ?? coloursTexture(gl, table(field), 2);
    this.tables.set(field.id, colours);
    return { plane: found ?? this.nothing(gl), colours, empty: !found };
  }

  /** A raster that is beside the study everywhere, for a case that a field does not have. */
  private nothing(gl: Gl): WebGLTexture {
    const one = { ...this.lattice, rows: 1, cols: 1 };
    const made = this.planes.get("") ?? codesTexture(gl, one, new Uint16Array([OUTSIDE_16]));
    this.planes.set("", made);
    return made;
  }

  protected ready(gl: Gl): boolean {
    if (!this.shown) return false;
    const made = this.shown.map(({ field, of }) => this.textures(gl, field, of));
    for (const [unit, side] of ["left", "right"].entries()) {
      const { field } = this.shown[unit]!;
      const { plane, colours, empty } = made[unit]!;
      const scale = scaleOf(field.kind, this.shown);
      const [low, high] = inCodes(field, scale);
      this.bind(gl, unit, `u_${side}`, plane);
      this.bind(gl, 2 + unit, `u_${side}_table`, colours);
      const ramp = field.kind === "classes" && !empty ? 0 : 1;
      gl.uniform4f(this.place(`u_${side}_how`), low, high, ramp, field.kind === "speed" ? 1 : 0);
      gl.uniform1f(this.place(`u_${side}_line`), lineStep(field, scale) / (field.step ?? 1));
    }
    gl.uniform1f(this.place("u_split"), this.split * gl.drawingBufferWidth);
    gl.uniform2f(this.place("u_opacity"), this.shown[0].opacity, this.shown[1].opacity);
    gl.uniform1f(this.place("u_ratio"), gl.drawingBufferWidth / (this.map?.getCanvas().clientWidth || 1));
    return true;
  }
}
