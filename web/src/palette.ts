// Codes to colours: a look-up table of 256 entries for each field, its hatch in a second row.

import type { Field } from "./study";
import { MOST } from "./scale";

export type Rgb = [number, number, number];

export const HATCH = { none: 0, diagonal: 128, cross: 255 } as const;

/** A colour written #rrggbb. */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** The colour at a share of a ramp, between its stops. */
export function along(ramp: string[], share: number): Rgb {
  const at = Math.min(Math.max(share, 0), 1) * (ramp.length - 1);
  const low = Math.min(Math.floor(at), ramp.length - 2);
  const [a, b] = [rgb(ramp[low]!), rgb(ramp[low + 1]!)];
  return a.map((part, i) => Math.round(part + (b[i]! - part) * (at - low))) as Rgb;
}

/** How much of what lies below a share of a change hides: none where nothing changes. */
function cover(field: Field, share: number): number {
  if (field.kind !== "change") return 0.82;
  const away = Math.abs(share - 0.5) * 2;
  return away < 0.004 ? 0.25 : 0.45 + 0.42 * Math.min(1, 4 * away);
}

/** Pixels of a 256 × 2 texture: colours with their opacity, and below them the hatch. */
export function table(field: Field): Uint8Array {
  const pixels = new Uint8Array(256 * 2 * 4);
  const put = (at: number, colour: Rgb, alpha: number, hatch: number) => {
    pixels.set([...colour, Math.round(alpha * 255)], at * 4);
    pixels.set([hatch, 0, 0, 255], (256 + at) * 4);
  };
  if (field.kind === "classes") {
    for (const { code, colour, hatch } of field.classes ?? [])
      put(code, rgb(colour), hatch === "none" && field.id === "restriction" ? 0 : 0.8, HATCH[hatch]);
    return pixels;
  }
  for (let at = 0; at < MOST; at++)
    put(at, along(field.ramp ?? [], at / (MOST - 1)), cover(field, at / (MOST - 1)), HATCH.none);
  return pixels;
}

/** Colours that the gradient of a change is told in: the middle one is of no change. */
const TOLD = 49;

/** A ramp as a gradient of CSS; of a change as it covers the ground, so that the page shows through. */
export function gradient(field: Field): string {
  const ramp = field.ramp ?? [];
  const seen = (share: number) => `rgb(${along(ramp, share).join(" ")} / ${cover(field, share).toFixed(2)})`;
  const stops = field.kind === "change" ? Array.from({ length: TOLD }, (_, at) => seen(at / (TOLD - 1))) : ramp;
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
