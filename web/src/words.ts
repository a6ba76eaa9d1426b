// Numbers as a reader says them. A hard space keeps a number and its unit together.

import { named, say } from "./say";
import type { Field, Number_ } from "./study";
import type { Value } from "./planes";

const HARD = "\u00a0";

/** Minutes as hours and minutes, days from two on. */
export function clock(minutes: number): string {
  const whole = Math.round(Math.abs(minutes));
  const sign = minutes < 0 && whole > 0 ? "−" : "";
  if (whole >= 2 * 1440) return `${sign}${number(whole / 1440)}${HARD}${say("days")}`;
  if (whole < 60) return `${sign}${whole}${HARD}min`;
  const rest = String(whole % 60).padStart(2, "0");
  return `${sign}${Math.floor(whole / 60)}${HARD}h${HARD}${rest}${HARD}min`;
}

/** A number to three digits, thousands set apart. */
export function number(value: number): string {
  if (value === 0) return "0";
  const digits = 2 - Math.floor(Math.log10(Math.abs(value)));
  const scale = 10 ** digits;
  const rounded = digits >= 0 ? Math.round(value * scale) / scale : Math.round(value);
  const [whole = "", part] = String(rounded).split(".");
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, HARD);
  return part ? `${apart}${say("decimal")}${part}` : apart;
}

/** A share as a percentage. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return `<1${HARD}%`;
  if (share > 0.995 && share < 1) return `>99${HARD}%`;
  return `${Math.round(share * 100)}${HARD}%`;
}

/** A value of a table with its unit. */
export function withUnit(value: unknown, unit: string): string {
  if (value === null || value === undefined) return say("unknown");
  if (value === "inf") return say(unit === "s" ? "no_way" : "infinite");
  if (value === true || value === false) return say(value ? "yes" : "no");
  if (typeof value !== "number") return named(String(value));
  if (unit === "s") return clock(value / 60);
  if (unit === "share") return percent(value);
  if (unit === "m2") return value >= 1e7 ? `${number(value / 1e6)}${HARD}km²` : `${number(value / 1e4)}${HARD}ha`;
  if (unit === "m") return value >= 1e3 ? `${number(value / 1e3)}${HARD}km` : `${number(value)}${HARD}m`;
  if (unit === "EUR")
    return value >= 1e6 ? `EUR${HARD}${number(value / 1e6)}${HARD}${say("million")}` : `EUR${HARD}${number(value)}`;
  return number(value);
}

/** A field's value as a reader says it. */
export function said(field: Field, value: Value): string {
  if (value === undefined) return say("not_computed");
  if (value === null) return say("unknown");
  if (value === "never") return say(field.kind === "change" ? "lost" : "never");
  if (field.kind === "classes")
    return field.classes?.find((entry) => entry.code === value)?.label ?? say("class", { code: value });
  if (field.kind === "time" || field.kind === "change") return clock(value);
  if (field.kind === "speed" && value === 0) return say("closed");
  return `${number(value)}${HARD}${field.unit ?? ""}`;
}

/** A name of the catalogue as words, the first letter large. */
export function title(name: string): string {
  const text = named(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A number of a study's JSON as a number to sort by. */
export function sortable(value: unknown): number | string {
  if (value === "inf") return Infinity;
  if (value === null || value === undefined) return Number.NaN;
  return typeof value === "number" ? value : String(value);
}

/** Seconds of a study's JSON, for a table of values. */
export function plainNumber(value: Number_): string {
  return value === null ? "" : String(value);
}
