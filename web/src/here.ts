// One place: why it is slow here, how long it takes to get here, and what could be built near.

import type { App } from "./app";
import { h, fill } from "./dom";
import { codesOf, keyOf, look, pixelAt, valueOf, type Case } from "./planes";
import type { Field, Features } from "./study";
import { number, said, title, withUnit } from "./words";

const NEAR_KM = 10;
const SHOWN = 3;

/** Kilometres between two places on a sphere. */
export function apart(one: [number, number], two: [number, number]): number {
  const rad = Math.PI / 180;
  const [dx, dy] = [(two[0] - one[0]) * rad, (two[1] - one[1]) * rad];
  const a = Math.sin(dy / 2) ** 2 + Math.cos(one[1] * rad) * Math.cos(two[1] * rad) * Math.sin(dx / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.sqrt(a));
}

function points(geometry: GeoJSON.Geometry): [number, number][] {
  if (geometry.type === "Point") return [geometry.coordinates as [number, number]];
  if (geometry.type === "LineString") return geometry.coordinates as [number, number][];
  if (geometry.type === "MultiLineString") return geometry.coordinates.flat() as [number, number][];
  return [];
}

/** The nearest features within a few kilometres, nearest first. */
export function nearest(layer: Features, at: [number, number]) {
  return layer.geojson.features
    .map((feature) => ({
      properties: (feature.properties ?? {}) as Record<string, unknown>,
      km: Math.min(...points(feature.geometry).map((place) => apart(at, place))),
    }))
    .filter(({ km }) => km <= NEAR_KM)
    .sort((one, two) => one.km - two.km)
    .slice(0, SHOWN);
}

async function values(app: App, pixel: number, of: Case): Promise<HTMLElement> {
  const rows: HTMLElement[] = [];
  for (const field of app.study.fields) {
    const value = await look(field, of, pixel);
    if (value !== undefined)
      rows.push(h("tr", {}, h("th", { scope: "row" }, field.axes.length ? field.title : app.caption(field, of)), h("td", {}, said(field, value))));
  }
  return h("table", {}, h("caption", {}, "At this place, best values"), h("tbody", {}, ...rows));
}

/** One sentence on why movement is slow at a place, or that it is not. */
export function why(restriction: string, factor: string, speed: string, mover: string, season: string): string {
  const who = `For ${mover} movement in the ${season} season this ground is ${restriction}`;
  const how = speed ? `, at ${speed}` : "";
  return `${who}${how}. What limits it most: ${factor}.`;
}

async function sentence(app: App, pixel: number, of: Case): Promise<string> {
  const read = async (id: string) => {
    const field = app.study.fields.find((each) => each.id === id);
    const value = field ? await look(field, of, pixel) : undefined;
    return field && value !== undefined ? said(field, value) : "";
  };
  const [restriction, factor, speed] = await Promise.all(["restriction", "limiting_factor", "speed"].map(read));
  if (!restriction || !factor) return "What limits movement was not computed here.";
  const label = (axis: "mover" | "season") =>
    app.study.cases[axis].find(({ name }) => name === of[axis])?.label ?? of[axis];
  return why(restriction, factor, speed ?? "", label("mover"), label("season"));
}

async function everyCase(app: App, pixel: number): Promise<HTMLElement | null> {
  const kept = ["restriction", "limiting_factor", "speed"]
    .map((id) => app.study.fields.find((field) => field.id === id))
    .filter((field): field is Field => !!field);
  if (!kept.length) return null;
  const rows: HTMLElement[] = [];
  for (const mover of app.study.cases.mover)
    for (const season of app.study.cases.season) {
      const of = { ...app.state.case, mover: mover.name, season: season.name };
      const cells = await Promise.all(kept.map(async (field) => {
        const plane = field.planes[keyOf(field, of)];
        return plane ? said(field, valueOf(field, (await codesOf(plane))[pixel]!)) : "not computed";
      }));
      rows.push(h("tr", {}, h("th", { scope: "row" }, `${mover.label}, ${season.label}`), ...cells.map((text) => h("td", {}, text))));
    }
  return h("details", {}, h("summary", {}, "Every mover and season here"),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Every mover and season here" }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Case"), ...kept.map(({ title: text }) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, ...rows))));
}

function around(app: App, at: [number, number]): HTMLElement | null {
  const options = app.study.features.find(({ id }) => id === "options");
  if (!options) return null;
  const planned = new Set(app.study.features.find(({ id }) => id === "plan")?.geojson.features
    .map(({ properties }) => properties?.["option"]) ?? []);
  const found = nearest(options, at);
  if (!found.length) return h("p", {}, `No option within ${NEAR_KM} km.`);
  return h("div", {}, h("h3", {}, "Options near"), h("ul", {}, ...found.map(({ properties: p, km }) =>
    h("li", {}, `${title(String(p["measure"]))} at site ${p["site"]}, ${number(Math.max(km, 0.01))} km away: `
      + `${withUnit(p["cost_eur_best"], "EUR")} (${withUnit(p["cost_eur_low"], "EUR")} to ${withUnit(p["cost_eur_high"], "EUR")})`
      + `${planned.has(p["option"]) ? "; in the plan" : "; not in the plan"}.`))));
}

/** The panel of one place; the sentence in it is also told to screen readers. */
export async function here(app: App, into: HTMLElement, tell: (text: string) => void): Promise<void> {
  const { at } = app.state;
  if (!at) {
    fill(into, h("p", {}, "Press the map, or focus it, move with the arrow keys and press Enter: then the middle is asked."));
    return;
  }
  const pixel = pixelAt(app.study.lattice, at.lng, at.lat);
  const of = { ...app.state.case };
  const place = `${at.lat.toFixed(4)}° N, ${at.lng.toFixed(4)}° E`;
  const inside = pixel >= 0 && (await look(app.field("cover"), of, pixel)) !== undefined;
  if (!inside) {
    fill(into, h("p", {}, `${place} lies beside the study.`));
    tell("This place lies beside the study.");
    return;
  }
  const text = await sentence(app, pixel, of);
  fill(into, h("h3", {}, "Why is it slow here?"), h("p", { class: "why" }, text),
    await values(app, pixel, of), await everyCase(app, pixel), around(app, [at.lng, at.lat]), h("p", { class: "small" }, place));
  tell(text);
}
