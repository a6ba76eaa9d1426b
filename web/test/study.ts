// A study of one field and one layer, small enough to check by hand.

import text from "../../src/marchland/outputs/languages/en.toml?raw";
import { speak } from "../src/say";
import type { Study } from "../src/study";

/** The words of the page in English, as the catalogue has them. */
export function english(): void {
  const part = text.split("\n[web]\n")[1]!.split("\n[")[0]!;
  speak(Object.fromEntries([...part.matchAll(/^(\w+) = (".*")$/gm)].map(([, key, value]) => [key, JSON.parse(value!)])));
}

const said = { meaning: "m", uncertainty: "u", sources: [] };

export const study = {
  format: 1,
  about: {}, effect: [
    { approach: "a", side: "opposing", mover: "walker", season: "dry", before: "1 h", after: "unknown",
      before_s: [3000, 3600, 4000], after_s: [null, null, "inf"] },
  ],
  cases: {
    approach: [{ name: "a", label: "a", about: "" }],
    mover: [{ name: "walker", label: "walker", about: "" }, { name: "truck", label: "truck", about: "" }],
    season: [{ name: "dry", label: "dry", about: "" }, { name: "wet", label: "wet", about: "" }],
  },
  headline: { approach: "a", mover: "walker", season: "dry" },
  lattice: { rows: 1, cols: 1, west: 0, north: 0, east: 1, south: 1 },
  fields: [
    { ...said, id: "restriction", group: "Ground", fixed: false, title: "Restricted ground", axes: ["mover", "season"], kind: "classes",
      classes: [{ code: 1, label: "free", colour: "#ffffff", hatch: "none" }],
      planes: { "walker|dry": { bits: 8, data: "", high: 0, rows: [
        { code: 1, km2: 2, share: 0.5 }, { code: null, km2: 2, share: 0.5 }] } } },
    { ...said, id: "slack", group: "Travel time", fixed: false, title: "Corridors", axes: [], kind: "time", unit: "min", step: 1, offset: 0,
      ramp: ["#000000", "#ffffff"], planes: { "": { bits: 16, data: "", low: 0, high: 120, rows: [
        { what: "between", from: 0, to: 60, km2: 3, share: 0.75 }, { what: "never", from: null, to: null, km2: 1, share: 0.25 }] } } },
  ],
  features: [
    { ...said, id: "plan", group: "Over", title: "Plan",
      columns: [{ key: "option", label: "Option", unit: "" }, { key: "cost_eur_best", label: "Cost, best", unit: "EUR" }],
      geojson: { type: "FeatureCollection", features: [
        { type: "Feature", id: 0, geometry: { type: "Point", coordinates: [23, 54] }, properties: { option: "g1:ditch", cost_eur_best: 2e6 } },
        { type: "Feature", id: 1, geometry: { type: "Point", coordinates: [23.1, 54] }, properties: { option: 'say "x", y', cost_eur_best: null } },
      ] } },
  ],
} as unknown as Study;
