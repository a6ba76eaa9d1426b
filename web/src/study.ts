// What Python hands over: see marchland/outputs/webmap/content.py.

export type Number_ = number | "inf" | "-inf" | null;
export type Axis = "approach" | "mover" | "season";

export interface Named {
  name: string;
  label: string;
  about: string;
  side?: string;
}

export interface Source {
  credit: string;
  licence: string;
  scale: string;
}

export interface Layer {
  id: string;
  group: string;
  title: string;
  meaning: string;
  uncertainty: string;
  sources: Source[];
}

export interface Packed {
  bits: 8 | 16;
  data: string;
  /** Where it is not packed itself: what it is the difference of, before and after. */
  of?: [Packed, Packed];
}

export interface AreaRow {
  code?: number | null;
  what?: "between" | "never" | "neither" | "unknown";
  from?: number | null;
  to?: number | null;
  km2: number;
  share: number;
}

export interface Plane extends Packed {
  low?: number;
  high: number;
  rows: AreaRow[];
}

export interface ClassEntry {
  code: number;
  label: string;
  colour: string;
  hatch: "none" | "diagonal" | "cross";
}

export type Kind = "classes" | "speed" | "time" | "change" | "chance" | "height";

export interface Field extends Layer {
  /** Whether it is of the ground as such, and of no case. */
  fixed: boolean;
  axes: Axis[];
  kind: Kind;
  planes: Record<string, Plane>;
  classes?: ClassEntry[];
  unit?: string;
  step?: number;
  offset?: number;
  ramp?: string[];
}

export interface Column {
  key: string;
  label: string;
  unit: string;
}

export interface Features extends Layer {
  columns: Column[];
  geojson: GeoJSON.FeatureCollection;
}

export interface Crossing {
  approach: string;
  side: string;
  mover: string;
  season: string;
  before: string;
  after: string;
  before_s: Number_[];
  after_s: Number_[];
}

export interface Lattice {
  rows: number;
  cols: number;
  west: number;
  north: number;
  east: number;
  south: number;
}

export interface Study {
  format: 1;
  about: {
    title: string;
    question: string;
    notice: string;
    language: string;
    answer: [string, string][];
    hangs_on: string[];
    notes: string[];
    attribution: string;
    imprint: string;
    on: string;
    fingerprint: string;
    version: string;
    cell_m: number;
  };
  /** Every word of the page by its key, and names by `name.` and what they name. */
  words: Record<string, string>;
  cases: Record<Axis, Named[]>;
  headline: Record<Axis, string>;
  effect: Crossing[];
  lattice: Lattice;
  ground: {
    shade: Packed;
    cover: Packed;
    water: Packed;
    shades: number;
    cover_codes: Record<string, number>;
    water_codes: Record<string, number>;
  };
  fields: Field[];
  features: Features[];
}

/** The study in this page. */
export function readStudy(): Study {
  const text = document.getElementById("study")?.textContent ?? "";
  const study = JSON.parse(text) as Study;
  if (study.format !== 1) throw new Error(`this page reads format 1, not ${String(study.format)}`);
  return linked(study);
}

/** Let each change know the times that it is the difference of. */
export function linked(study: Study): Study {
  const planes = (id: string) => study.fields.find((field) => field.id === id)?.planes ?? {};
  const [before, after] = [planes("before"), planes("after")];
  for (const [key, plane] of Object.entries(planes("change")))
    if (before[key] && after[key]) plane.of = [before[key], after[key]];
  return study;
}
