// One place: why it is slow here, how long it takes to get here, and what could be built near.

import { say } from "./say";
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
  return h("table", {}, h("caption", {}, say("place_values")), h("tbody", {}, ...rows));
}

/** What is known of one place, in words; `most` is the speed on the quickest ground of the study. */
export interface Known {
  restriction: string;
  factor: string;
  speed: string;
  most: string;
  closed: boolean;
  mover: string;
  season: string;
}

/** Why movement is slow at a place: its speed beside that on the quickest ground, and what takes most of it. */
export function why({ closed, ...of }: Known): string {
  return say(closed ? "why_closed" : of.speed ? "why" : "why_bare", of);
}

async function sentence(app: App, pixel: number, of: Case): Promise<string> {
  const read = async (id: string) => {
    const field = app.study.fields.find((each) => each.id === id);
    const value = field ? await look(field, of, pixel) : undefined;
    return { value, text: field && value !== undefined ? said(field, value) : "" };
  };
  const [restriction, factor, speed] = await Promise.all([read("restriction"), read("limiting_factor"), read("speed")]);
  if (!restriction.text || !factor.text) return say("why_none");
  const paces = app.study.fields.find(({ id }) => id === "speed");
  const most = paces ? said(paces, Math.round(paces.planes[keyOf(paces, of)]?.high ?? 0)) : "";
  const label = (axis: "mover" | "season") =>
    app.study.cases[axis].find(({ name }) => name === of[axis])?.label ?? of[axis];
  return why({
    restriction: restriction.text, factor: factor.text, speed: speed.text, most, closed: speed.value === 0,
    mover: title(label("mover")), season: label("season"),
  });
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
        return plane ? said(field, valueOf(field, (await codesOf(plane))[pixel]!)) : say("not_computed");
      }));
      rows.push(h("tr", {}, h("th", { scope: "row" }, `${mover.label}, ${season.label}`), ...cells.map((text) => h("td", {}, text))));
    }
  return h("details", {}, h("summary", {}, say("every_case")),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("every_case") }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("case")), ...kept.map(({ title: text }) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, ...rows))));
}

function around(app: App, at: [number, number]): HTMLElement | null {
  const options = app.study.features.find(({ id }) => id === "options");
  if (!options) return null;
  const planned = new Set(app.study.features.find(({ id }) => id === "plan")?.geojson.features
    .map(({ properties }) => properties?.["option"]) ?? []);
  const found = nearest(options, at);
  if (!found.length) return h("p", {}, say("no_option", { km: NEAR_KM }));
  return h("div", {}, h("h3", {}, say("options_near")), h("ul", {}, ...found.map(({ properties: p, km }) =>
    h("li", {}, say(planned.has(p["option"]) ? "option_in" : "option_out", {
      measure: title(String(p["measure"])), site: String(p["site"]), km: number(Math.max(km, 0.01)),
      best: withUnit(p["cost_eur_best"], "EUR"), low: withUnit(p["cost_eur_low"], "EUR"), high: withUnit(p["cost_eur_high"], "EUR"),
    })))));
}

/** The panel of one place; the sentence in it is also told to screen readers. */
export async function here(app: App, into: HTMLElement, tell: (text: string) => void): Promise<void> {
  const { at } = app.state;
  if (!at) {
    fill(into, h("p", {}, say("press")));
    return;
  }
  const pixel = pixelAt(app.study.lattice, at.lng, at.lat);
  const of = { ...app.state.case };
  const place = say("place", { lat: at.lat.toFixed(4), lng: at.lng.toFixed(4) });
  const inside = pixel >= 0 && (await look(app.field("cover"), of, pixel)) !== undefined;
  if (!inside) {
    fill(into, h("p", {}, say("beside", { place })));
    tell(say("beside_told"));
    return;
  }
  const text = await sentence(app, pixel, of);
  fill(into, h("h3", {}, say("why_heading")), h("p", { class: "why" }, text),
    await values(app, pixel, of), await everyCase(app, pixel), around(app, [at.lng, at.lat]), h("p", { class: "small" }, place));
  tell(text);
}
