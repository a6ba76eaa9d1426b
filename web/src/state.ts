// What is shown, kept in the address after the hash so that a link or a bookmark shows the same.

import type { Axis, Study } from "./study";
import { has, type Case } from "./planes";

export const TABS = ["answer", "layers", "here", "table", "about"] as const;
export type Tab = (typeof TABS)[number];
export type Theme = "auto" | "light" | "dark";

/** The right side of the swipe. */
export interface Other {
  field: string;
  mover: string;
  season: string;
}

export interface State {
  view: { lng: number; lat: number; zoom: number } | null;
  case: Case;
  field: string;
  other: Other | null;
  split: number;
  on: Set<string>;
  opacity: Map<string, number>;
  tab: Tab;
  table: string;
  at: { lng: number; lat: number } | null;
  theme: Theme;
}

const AT_FIRST = ["plan", "bottlenecks", "routes", "ends", "declarations", "towns", "borders", "roads", "rivers"];

/** What is shown when the map opens: the answer. */
export function first(study: Study): State {
  const planned = study.features.some((layer) => layer.id === "plan");
  const wanted = planned ? ["change", "slack"] : ["slack", "before"];
  const found = [...wanted, "restriction", "speed", "cover"].find((id) =>
    study.fields.some((field) => field.id === id && has(field, study.headline)),
  );
  return {
    view: null,
    case: { ...study.headline },
    field: found ?? "cover",
    other: null,
    split: 0.5,
    on: new Set(AT_FIRST.filter((id) => study.features.some((layer) => layer.id === id))),
    opacity: new Map(),
    tab: "answer",
    table: "effect",
    at: null,
    theme: "auto",
  };
}

const point = (text: string | null): number[] =>
  (text ?? "").split(",").map((part) => (part === "" ? Number.NaN : Number(part)));

function known(study: Study, axis: Axis, name: string | null | undefined, fallback: string): string {
  return study.cases[axis].some((entry) => entry.name === name) ? name! : fallback;
}

/** The state that a hash names; what it does not name, or names wrongly, is as at first. */
export function parse(hash: string, study: Study): State {
  const state = first(study);
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const [lng, lat, zoom] = point(words.get("v"));
  if ([lng, lat, zoom].every(Number.isFinite)) state.view = { lng: lng!, lat: lat!, zoom: zoom! };
  for (const axis of ["approach", "mover", "season"] as const)
    state.case[axis] = known(study, axis, words.get(axis), state.case[axis]);
  const isField = (id: string | null | undefined) => study.fields.some((field) => field.id === id);
  if (isField(words.get("field"))) state.field = words.get("field")!;
  const [field, mover, season] = (words.get("other") ?? "").split(",");
  if (isField(field))
    state.other = {
      field: field!,
      mover: known(study, "mover", mover, state.case.mover),
      season: known(study, "season", season, state.case.season),
    };
  const split = Number(words.get("split"));
  if (words.has("split") && split >= 0 && split <= 1) state.split = split;
  const features = new Set(study.features.map((layer) => layer.id));
  if (words.has("on"))
    state.on = new Set(words.get("on")!.split(",").filter((id) => features.has(id)));
  for (const part of (words.get("opacity") ?? "").split(",").filter(Boolean)) {
    const [id, value] = part.split(":");
    if ((features.has(id!) || isField(id)) && Number(value) >= 0 && Number(value) <= 1)
      state.opacity.set(id!, Number(value));
  }
  const tab = words.get("tab") as Tab;
  if (TABS.includes(tab)) state.tab = tab;
  if (isField(words.get("table")) || features.has(words.get("table") ?? ""))
    state.table = words.get("table")!;
  const [x, y] = point(words.get("at"));
  if ([x, y].every(Number.isFinite)) state.at = { lng: x!, lat: y! };
  const theme = words.get("theme");
  if (theme === "light" || theme === "dark") state.theme = theme;
  return state;
}

const short = (value: number, digits: number) => String(Number(value.toFixed(digits)));

/** The hash of a state. */
export function format(state: State): string {
  const words: [string, string][] = [];
  if (state.view)
    words.push(["v", `${short(state.view.lng, 5)},${short(state.view.lat, 5)},${short(state.view.zoom, 2)}`]);
  words.push(["approach", state.case.approach], ["mover", state.case.mover], ["season", state.case.season]);
  words.push(["field", state.field]);
  if (state.other) {
    words.push(["other", `${state.other.field},${state.other.mover},${state.other.season}`]);
    words.push(["split", short(state.split, 3)]);
  }
  words.push(["on", [...state.on].join(",")]);
  if (state.opacity.size)
    words.push(["opacity", [...state.opacity].map(([id, value]) => `${id}:${short(value, 2)}`).join(",")]);
  words.push(["tab", state.tab]);
  if (state.table !== "effect") words.push(["table", state.table]);
  if (state.at) words.push(["at", `${short(state.at.lng, 5)},${short(state.at.lat, 5)}`]);
  if (state.theme !== "auto") words.push(["theme", state.theme]);
  return `#${words.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%3A", ":")}`).join("&")}`;
}
