// Layers over the fields: lines, points, areas and names, styled for a light or a dark page.

import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  Map,
  StyleImageMetadata,
} from "maplibre-gl";
import { say } from "./say";
import type { Features, Study } from "./study";
import type { Case } from "./planes";

export type Mode = "light" | "dark";

interface Ink {
  ink: string;
  halo: string;
  road: string;
  river: string;
  plan: string;
  grey: string;
  way: string;
  widest: string;
}

const INKS: Record<Mode, Ink> = {
  light: {
    ink: "#101010", halo: "#ffffff", road: "#8a827b", river: "#7ba5c4", plan: "#5c1f6e",
    grey: "#7a6a80", way: "#1d4e89", widest: "#1f6f43",
  },
  dark: {
    ink: "#f2f2f2", halo: "#15171a", road: "#77706a", river: "#3f6f93", plan: "#e3a6f2",
    grey: "#b9a9c0", way: "#8fbcf0", widest: "#86d3a6",
  },
};

const FONT = ["Noto Sans, Segoe UI, DejaVu Sans, Arial, sans-serif"];
const ECHELON: ExpressionSpecification = [
  "match", ["get", "echelon"], "none", 1.2, "company", 2.6, "battalion", 4, "brigade", 5.6, 3,
];
const WIDEST: FilterSpecification = ["==", ["get", "way"], "widest"];
const LINE: FilterSpecification = ["==", ["geometry-type"], "LineString"];
const POINT: FilterSpecification = ["==", ["geometry-type"], "Point"];
const OPEN: FilterSpecification = ["==", ["get", "part"], "open"];
const LABEL: FilterSpecification = ["==", ["get", "part"], "label"];
const WHOLE: FilterSpecification = ["==", ["get", "part"], "whole"];

type Part = Partial<LayerSpecification> & { filter?: FilterSpecification };

const line = (colour: string, width: number | ExpressionSpecification, more: object = {}, filter?: FilterSpecification): Part =>
  ({
    type: "line",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colour, "line-width": width, ...more },
    ...(filter ? { filter } : {}),
  }) as Part;

const dot = (fill: string, rim: string, radius: number, filter?: FilterSpecification): Part =>
  ({
    type: "circle",
    paint: { "circle-color": fill, "circle-radius": radius, "circle-stroke-color": rim, "circle-stroke-width": 1.5 },
    ...(filter ? { filter } : {}),
  }) as Part;

const words = (field: ExpressionSpecification, ink: string, halo: string, layout: object = {}, filter?: FilterSpecification): Part =>
  ({
    type: "symbol",
    layout: { "text-field": field, "text-font": FONT, "text-size": 12, ...layout },
    paint: { "text-color": ink, "text-halo-color": halo, "text-halo-width": 1.6 },
    ...(filter ? { filter } : {}),
  }) as Part;

const km = (key: string): ExpressionSpecification => [
  "concat", ["number-format", ["/", ["get", key], 1000], { "max-fraction-digits": 1 }], " km",
];

function parts(id: string, c: Ink): Part[] {
  const people: ExpressionSpecification = ["coalesce", ["get", "population"], 0];
  switch (id) {
    case "rivers":
      return [line(c.river, ["interpolate", ["linear"], ["zoom"], 7, 0.8, 12, 3])];
    case "roads":
      return [
        line(c.halo, ["+", 1.6, ["*", 0.25, ["get", "rank_of_class"]]], { "line-opacity": 0.6 }),
        line(c.road, ["*", 0.25, ["get", "rank_of_class"]]),
      ];
    case "rails":
      return [line(c.ink, 0.9), line(c.halo, 0.5, { "line-dasharray": [6, 6] })];
    case "borders":
      return [line(c.halo, 4, { "line-opacity": 0.8 }), line(c.ink, 1.4, { "line-dasharray": [5, 2, 1, 2], "line-opacity": 0.75 })];
    case "towns":
      return [
        dot(c.ink, c.halo, 2.5),
        words(["get", "name"], c.ink, c.halo, {
          "text-size": ["step", people, 11, 5000, 12, 20000, 13, 100000, 15],
          "text-variable-anchor": ["left", "right", "top", "bottom"],
          "text-radial-offset": 0.5,
          "text-justify": "auto",
          "symbol-sort-key": ["-", 0, people],
          "text-padding": 4,
        }),
      ];
    case "ends":
      return [
        line(c.ink, 2.5, { "line-dasharray": [2, 1.5], "line-opacity": 0.8 }),
        words(["concat", ["get", "role"], ": ", ["get", "place"]], c.ink, c.halo, { "text-size": 13 }),
      ];
    case "routes":
      return [line(c.ink, 4.5), line(c.halo, 2)];
    case "avenues":
      return [
        line(c.halo, ["+", 2, ECHELON], {}, ["!", WIDEST] as FilterSpecification),
        line(c.way, ECHELON, {}, ["!", WIDEST] as FilterSpecification),
        line(c.widest, 2.4, { "line-dasharray": [3, 1.2] }, WIDEST),
      ];
    case "bottlenecks":
    case "doors":
      return [
        line(c.halo, 3, {}, WHOLE),
        line(c.ink, 1.2, id === "doors" ? { "line-dasharray": [3, 2] } : {}, WHOLE),
        line(c.halo, 7, {}, OPEN),
        line(c.ink, 4.5, {}, OPEN),
        words(km("width_m"), c.ink, c.halo, { "text-size": 13 }, LABEL),
      ];
    case "sites":
      return [line(c.grey, 1.6, {}, LINE), dot(c.halo, c.grey, 3, POINT)];
    case "options":
      return [line(c.grey, 2, { "line-dasharray": [1, 1.5] }, LINE), dot(c.halo, c.plan, 4, POINT)];
    case "plan":
      return [
        line(c.halo, 6, {}, LINE),
        ...(["warn", "slow", "stop"] as const).map((layer, at) =>
          line(c.plan, 3.6, at < 2 ? { "line-dasharray": at ? [3, 1.5] : [0.5, 1.5] } : {}, [
            "all", LINE, ["==", ["get", "layer"], layer],
          ] as FilterSpecification)),
        dot(c.plan, c.halo, 5, POINT),
      ];
    case "declarations":
      return [
        { type: "fill", paint: { "fill-pattern": "declared" } } as Part,
        line(c.halo, 4), line(c.ink, 1.6),
        words(["concat", ["get", "name"], `\n${say("declared")}`], c.ink, c.halo),
      ];
    default:
      return [];
  }
}

/** Grey diagonals on nothing, for declared areas. */
function diagonals(mode: Mode): { width: number; height: number; data: Uint8ClampedArray } & Partial<StyleImageMetadata> {
  const size = 16;
  const data = new Uint8ClampedArray(size * size * 4);
  const grey = mode === "dark" ? 200 : 95;
  for (let at = 0; at < size * size; at++) {
    const across = ((at % size) + Math.floor(at / size)) % size;
    if (across < 2) data.set([grey, grey, grey, 255], at * 4);
  }
  return { width: size, height: size, data };
}

const nameOf = (id: string, at: number) => `${id}-${at}`;

/** The layers over the fields, on a map. */
export class Over {
  private readonly layers: Features[];
  private names: Record<string, string[]> = {};

  constructor(private readonly map: Map, study: Study) {
    this.layers = [...study.features].reverse();
  }

  /** Draw everything anew in the inks of a mode. */
  draw(mode: Mode): void {
    const { map } = this;
    if (map.hasImage("declared")) map.removeImage("declared");
    map.addImage("declared", diagonals(mode), { pixelRatio: 2 });
    for (const { id, geojson } of this.layers) {
      for (const name of this.names[id] ?? []) if (map.getLayer(name)) map.removeLayer(name);
      if (!map.getSource(id)) map.addSource(id, { type: "geojson", data: geojson, tolerance: 0.2 });
    }
    for (const { id } of this.layers) {
      this.names[id] = parts(id, INKS[mode]).map((part, at) => {
        map.addLayer({ ...part, id: nameOf(id, at), source: id } as LayerSpecification);
        return nameOf(id, at);
      });
    }
  }

  /** Show what is on, in its opacity, of the case at hand. */
  show(on: Set<string>, opacity: globalThis.Map<string, number>, of: Case, mode: Mode): void {
    for (const layer of this.layers) {
      const kinds = parts(layer.id, INKS[mode]);
      for (const [at, name] of (this.names[layer.id] ?? []).entries()) {
        this.map.setLayoutProperty(name, "visibility", on.has(layer.id) ? "visible" : "none");
        this.map.setFilter(name, filterOf(layer, of, kinds[at]?.filter));
        this.dim(name, kinds[at]!, opacity.get(layer.id) ?? 1);
      }
    }
  }

  /** Names of the layers on the map that belong to those that are on. */
  queried(on: Set<string>): string[] {
    return this.layers.filter(({ id }) => on.has(id)).flatMap(({ id }) => this.names[id] ?? []);
  }

  private dim(name: string, part: Part, share: number): void {
    const key = { line: ["line-opacity"], circle: ["circle-opacity", "circle-stroke-opacity"], fill: ["fill-opacity"], symbol: ["text-opacity"] }[
      part.type as "line" | "circle" | "fill" | "symbol"
    ];
    const paint = (part.paint ?? {}) as Record<string, unknown>;
    for (const word of key) {
      const full = typeof paint[word] === "number" ? (paint[word] as number) : 1;
      this.map.setPaintProperty(name, word as "line-opacity", full * share);
    }
  }
}

/** Features of the case at hand, where a layer tells cases apart. */
export function filterOf(layer: Features, of: Case, own?: FilterSpecification): FilterSpecification {
  const sample = (layer.geojson.features[0]?.properties ?? {}) as Record<string, unknown>;
  const axes = (["approach", "mover", "season"] as const).filter((axis) => axis in sample);
  const rules = axes.map((axis) => ["==", ["get", axis], of[axis]]);
  return ["all", ...rules, ...(own ? [own] : [])] as FilterSpecification;
}
