// The values at both ends of a field's colours.

import type { Field, Kind } from "./study";
import { keyOf, type Case } from "./planes";

/** Colours of a ramp. */
export const MOST = 256;

export interface Scale {
  low: number;
  high: number;
}

export interface Shown {
  field: Field;
  of: Case;
}

/** One scale for all of a kind that is shown: the widest of the planes. */
export function scaleOf(kind: Kind, shown: Shown[]): Scale {
  const planes = shown
    .filter(({ field }) => field.kind === kind)
    .map(({ field, of }) => field.planes[keyOf(field, of)])
    .filter((plane) => !!plane);
  if (!planes.length) return { low: 0, high: 1 };
  return {
    low: Math.min(...planes.map((plane) => plane.low ?? 0)),
    high: Math.max(...planes.map((plane) => plane.high)),
  };
}

/** Minutes between the lines of equal travel time: as far apart as the marks of the scale; 0 for none. */
export function lineStep(field: Field, scale: Scale): number {
  if (field.kind !== "time" || !field.axes.length) return 0;
  const [first = 0, second = 0] = marks(scale, true);
  return second - first;
}

/** Values to label along a scale: a handful of round ones, in whole hours where it is long. */
export function marks(scale: Scale, minutes: boolean): number[] {
  const unit = minutes && scale.high - scale.low > 120 ? 60 : 1;
  const span = (scale.high - scale.low) / unit;
  const power = 10 ** Math.floor(Math.log10(span / 5));
  const step = [1, 2, 5, 10].map((m) => m * power).find((m) => span / m <= 6) ?? power;
  const found: number[] = [];
  const start = Math.ceil(scale.low / unit / step - 1e-9);
  for (let n = start; n * step <= (scale.high / unit) * (1 + 1e-9); n++) found.push(n * step * unit + 0);
  return found;
}

/** The scale in codes. */
export function inCodes(field: Field, scale: Scale): [number, number] {
  const code = (value: number) => (value - (field.offset ?? 0)) / (field.step ?? 1);
  return [code(scale.low), code(scale.high)];
}
