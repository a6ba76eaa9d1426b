// The values at both ends of a field's colours.

import type { Field } from "./study";
import { keyOf, type Case } from "./planes";

/** Colours of a ramp. */
export const MOST = 256;

export interface Scale {
  low: number;
  high: number;
}

/** One scale for all that is shown of a field: the widest of its planes. */
export function scaleOf(field: Field, cases: Case[]): Scale {
  const planes = cases.map((of) => field.planes[keyOf(field, of)]).filter((plane) => !!plane);
  if (!planes.length) return { low: 0, high: 1 };
  return {
    low: Math.min(...planes.map((plane) => plane.low ?? 0)),
    high: Math.max(...planes.map((plane) => plane.high)),
  };
}

/** The scale in codes. */
export function inCodes(field: Field, scale: Scale): [number, number] {
  const code = (value: number) => (value - (field.offset ?? 0)) / (field.step ?? 1);
  return [code(scale.low), code(scale.high)];
}
