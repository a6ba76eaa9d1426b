// Rasters: unpacked on first use, looked up by place.

import type { Axis, Field, Lattice, Packed } from "./study";

export const UNKNOWN_8 = 255;
export const OUTSIDE_8 = 0;
export const OUTSIDE_16 = 65533;
export const NEVER_16 = 65534;
export const UNKNOWN_16 = 65535;

export type Codes = Uint8Array | Uint16Array;
export type Case = Record<Axis, string>;
/** A number, "never" (cannot be reached), or null: unknown. Undefined is beside the study. */
export type Value = number | "never" | null | undefined;

/** What code 0 of a change stands for, in its steps: see KINDS in marchland/outputs/webmap/fields.py. */
const LEAST_CHANGE = -30000;

/** The change from one time to another: nothing to show where neither way leads there. */
export function change(before: Codes, after: Codes): Uint16Array {
  return Uint16Array.from(before, (was, at) => {
    const is = after[at]!;
    if (was === UNKNOWN_16 || is === UNKNOWN_16) return UNKNOWN_16;
    if (was >= OUTSIDE_16) return OUTSIDE_16;
    return is === NEVER_16 ? NEVER_16 : is - was - LEAST_CHANGE;
  });
}

/** Unpack base64 of deflated codes. */
export async function unpack(packed: Packed): Promise<Codes> {
  if (packed.of) return change(await codesOf(packed.of[0]), await codesOf(packed.of[1]));
  const binary = Uint8Array.from(atob(packed.data), (letter) => letter.charCodeAt(0));
  const stream = new Blob([binary]).stream().pipeThrough(new DecompressionStream("deflate"));
  const raw = new Uint8Array(await new Response(stream).arrayBuffer());
  if (packed.bits === 8) return raw;
  const size = raw.length / 2;
  const codes = new Uint16Array(size);
  for (let at = 0; at < size; at++) codes[at] = raw[at]! | (raw[size + at]! << 8);
  return codes;
}

const unpacked = new WeakMap<Packed, Promise<Codes>>();

/** The codes of a raster, unpacked once. */
export function codesOf(packed: Packed): Promise<Codes> {
  let found = unpacked.get(packed);
  if (!found) {
    found = unpack(packed);
    unpacked.set(packed, found);
  }
  return found;
}

/** The key of a field's plane in a case. */
export function keyOf(field: Field, of: Case): string {
  return field.axes.map((axis) => of[axis]).join("|");
}

/** Whether a field is there in a case. */
export function has(field: Field, of: Case): boolean {
  return keyOf(field, of) in field.planes;
}

/** What a code stands for. */
export function valueOf(field: Field, code: number): Value {
  if (field.kind === "classes")
    return code === UNKNOWN_8 ? null : code === OUTSIDE_8 ? undefined : code;
  if (code === OUTSIDE_16) return undefined;
  if (code === UNKNOWN_16) return null;
  if (code === NEVER_16) return "never";
  return (field.offset ?? 0) + code * (field.step ?? 1);
}

/** The place of a raster's pixel under a longitude and latitude, or -1 beside it. */
export function pixelAt(lattice: Lattice, lng: number, lat: number): number {
  const x = (lng + 180) / 360;
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  const col = Math.floor(((x - lattice.west) / (lattice.east - lattice.west)) * lattice.cols);
  const row = Math.floor(((y - lattice.north) / (lattice.south - lattice.north)) * lattice.rows);
  const inside = col >= 0 && row >= 0 && col < lattice.cols && row < lattice.rows;
  return inside ? row * lattice.cols + col : -1;
}

/** The value of a field at a place in a case; undefined where the field has no such plane. */
export async function look(field: Field, of: Case, at: number): Promise<Value> {
  const plane = field.planes[keyOf(field, of)];
  if (!plane || at < 0) return undefined;
  return valueOf(field, (await codesOf(plane))[at]!);
}
