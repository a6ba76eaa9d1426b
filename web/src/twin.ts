// The table twin of every layer: the same facts in rows.

import { say } from "./say";
import type { Features, Field, Study } from "./study";
import { keyOf, type Case } from "./planes";
import { number, percent, said, sortable, title, withUnit } from "./words";

export interface Cell {
  text: string;
  raw: unknown;
}

export interface Table {
  caption: string;
  head: { label: string; unit: string; number: boolean }[];
  rows: Cell[][];
}

/** Rows ordered by a column; unknown last, whichever way. */
export function sorted(rows: Cell[][], column: number, down: boolean): Cell[][] {
  const key = (row: Cell[]) => sortable(row[column]?.raw);
  return [...rows].sort((one, two) => {
    const [a, b] = [key(one), key(two)];
    const [lost, gone] = [Number.isNaN(a), Number.isNaN(b)];
    if (lost || gone) return Number(lost) - Number(gone);
    const order =
      typeof a === "number" && typeof b === "number" ? (a === b ? 0 : a - b) : String(a).localeCompare(String(b));
    return down ? -order : order;
  });
}

/** A table as a CSV file, with raw values; unknown is empty, no way through is inf. */
export function csv(table: Table): string {
  const quote = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const head = table.head.map(({ label, unit }) => quote(unit ? `${label} (${unit})` : label));
  const lines = table.rows.map((row) =>
    row.map(({ raw }) => quote(raw === null || raw === undefined ? "" : String(raw))).join(","),
  );
  return [head.join(","), ...lines].join("\r\n") + "\r\n";
}

/** The rows of a layer of features: one for each, wholes only. */
export function featureTable(layer: Features): Table {
  const rows = layer.geojson.features
    .map((feature) => (feature.properties ?? {}) as Record<string, unknown>)
    .filter((properties) => (properties["part"] ?? "whole") === "whole");
  return {
    caption: layer.title,
    head: layer.columns.map((column) => ({
      label: column.label,
      unit: column.unit === "share" ? "" : column.unit,
      number: rows.some((row) => typeof row[column.key] === "number"),
    })),
    rows: rows.map((row) =>
      layer.columns.map(({ key, unit }) => ({ raw: row[key], text: withUnit(row[key], unit) })),
    ),
  };
}

/** The rows of a field in a case: how much ground there is of each value. */
export function fieldTable(field: Field, of: Case): Table {
  const rows = field.planes[keyOf(field, of)]?.rows ?? [];
  const value = (end: number | null | undefined) => (end === null || end === undefined ? "" : said(field, end));
  const name = (row: (typeof rows)[number]) => {
    if (field.kind === "classes") return said(field, row.code ?? null);
    if (row.what === "unknown") return say("unknown");
    if (row.what === "never") return said(field, "never");
    if (row.what === "neither") return say("neither");
    if (row.from === null || row.from === undefined) return say("under", { value: value(row.to) });
    if (row.to === null || row.to === undefined) return say("more", { value: value(row.from) });
    return say("between", { from: value(row.from), to: value(row.to) });
  };
  const order = (row: (typeof rows)[number]) => row.code ?? row.from ?? (row.what === "between" ? -Infinity : row.what === "never" ? Infinity : null);
  return {
    caption: say("how_much", { title: field.title }),
    head: [
      { label: say("value"), unit: "", number: false },
      { label: say("area"), unit: "km²", number: true },
      { label: say("share"), unit: "", number: true },
    ],
    rows: rows.map((row) => [
      { raw: field.kind === "classes" ? name(row) : order(row), text: name(row) },
      { raw: row.km2, text: `${number(row.km2)}\u00a0km²` },
      { raw: row.share, text: percent(row.share) },
    ]),
  };
}

/** Crossing times of every case, as it is and with the plan. */
export function effectTable(study: Study): Table {
  const times = ["before", "after"] as const;
  const levels = ["low", "best", "high"] as const;
  const heads = times.flatMap((when) =>
    levels.map((level) => ({ label: `${say(when)}, ${say(level)}`, unit: "s", number: true })),
  );
  return {
    caption: say("crossing_all"),
    head: [...(["approach", "mover", "season"] as const).map((name) => ({ label: say(name), unit: "", number: false })), ...heads],
    rows: study.effect.map((row) => [
      ...[row.approach, row.mover, row.season].map((name) => ({ raw: name, text: title(name) })),
      ...[...row.before_s, ...row.after_s].map((seconds) => ({ raw: seconds, text: withUnit(seconds, "s") })),
    ]),
  };
}

/** The table of a layer by its name. */
export function tableOf(study: Study, name: string, of: Case): Table {
  const field = study.fields.find((each) => each.id === name);
  if (field) return fieldTable(field, of);
  const layer = study.features.find((each) => each.id === name);
  return layer ? featureTable(layer) : effectTable(study);
}
