// The layer tree: one field at a time, any number of layers over it, and the swipe.

import { say } from "./say";
import type { App } from "./app";
import { h, fill } from "./dom";
import { legend } from "./legend";
import { has } from "./planes";
import type { Axis, Features, Field, Layer } from "./study";
import type { Other } from "./state";
import { filterOf } from "./over";

function choice(label: string, options: { name: string; label: string }[], chosen: (name: string) => void) {
  const select = h("select", { change: () => chosen(select.value) },
    ...options.map(({ name, label: text }) => h("option", { value: name }, text)));
  return { select, element: h("label", { class: "choice" }, h("span", {}, label), select) };
}

/** Selectors of approach, mover and season. */
export function cases(app: App): HTMLElement {
  const axes: Axis[] = ["approach", "mover", "season"];
  const made = axes.map((axis) => ({
    axis,
    ...choice(say(axis), app.study.cases[axis], (name) =>
      app.set((state) => {
        if (state.other && axis !== "approach" && state.other[axis] === state.case[axis] ) state.other[axis] = name;
        state.case[axis] = name;
      })),
  }));
  const update = () => made.forEach(({ axis, select }) => { select.value = app.state.case[axis]; });
  app.on(update);
  update();
  return h("div", { class: "cases", role: "group", "aria-label": say("case") }, ...made.map(({ element }) => element));
}

function sources(layer: Layer): HTMLElement {
  const items = layer.sources.map(({ credit, licence, scale }) => h("li", {}, say("source", { credit, licence, scale })));
  return h("ul", {}, ...(items.length ? items : [h("li", {}, say("no_source"))]));
}

function details(app: App, layer: Layer, shown: (into: HTMLElement) => void): HTMLElement {
  const slider = h("input", {
    type: "range", min: 0, max: 1, step: 0.05,
    input: () => app.set((state) => {
      const share = Number(slider.value);
      if (share < 1) state.opacity.set(layer.id, share);
      else state.opacity.delete(layer.id);
    }),
  });
  const about = h("div", { class: "legend" });
  const update = () => {
    slider.value = String(app.opacity(layer.id));
    shown(about);
  };
  app.on(update);
  update();
  return h("details", {},
    h("summary", { "aria-label": say("about_layer", { title: layer.title }) }, say("about_short")),
    h("p", {}, layer.meaning),
    about,
    h("label", { class: "opacity" }, h("span", {}, say("opacity")), slider),
    h("dl", {},
      h("dt", {}, say("certainty")), h("dd", {}, layer.uncertainty),
      h("dt", {}, say("sources")), h("dd", {}, sources(layer))),
    h("button", { type: "button", click: () => app.set((state) => { state.tab = "table"; state.table = layer.id; }) },
      say("as_table")));
}

function fieldRow(app: App, field: Field): HTMLElement {
  const radio = h("input", {
    type: "radio", name: "field", value: field.id,
    change: () => app.set((state) => { state.field = field.id; }),
  });
  const note = h("span", { class: "note" });
  const update = () => {
    radio.checked = app.state.field === field.id;
    const fixed = field.axes.length ? "" : app.caseOf(field, app.state.case);
    note.textContent = has(field, app.state.case) ? (fixed && ` ${say("only", { fixed })}`) : ` ${say("not_this_case")}`;
  };
  app.on(update);
  update();
  return h("li", {}, h("label", {}, radio, h("span", {}, field.title, note)),
    details(app, field, (into) => fill(into, legend(field, [{ field, of: app.state.case }]))));
}

/** How many features of a layer are drawn in the case at hand. */
export function drawnHere(app: App, layer: Features): number {
  const rules = (filterOf(layer, app.state.case) as unknown[]).slice(1) as [string, [string, string], string][];
  return layer.geojson.features.filter(({ properties }) =>
    (properties?.["part"] ?? "whole") === "whole" && rules.every(([, [, axis], name]) => properties?.[axis] === name)).length;
}

function featureRow(app: App, layer: Features): HTMLElement {
  const box = h("input", {
    type: "checkbox",
    change: () => app.set((state) => {
      if (box.checked) state.on.add(layer.id);
      else state.on.delete(layer.id);
    }),
  });
  const note = h("span", { class: "note" });
  const update = () => {
    box.checked = app.state.on.has(layer.id);
    const count = drawnHere(app, layer);
    note.textContent = count ? ` ${count}` : ` ${say("none_this_case")}`;
  };
  app.on(update);
  update();
  return h("li", {}, h("label", {}, box, h("span", { class: `sample ${layer.id}`, "aria-hidden": "true" }), h("span", {}, layer.title, note)),
    details(app, layer, () => undefined));
}

function grouped<L extends Layer>(layers: L[], row: (layer: L) => HTMLElement): HTMLElement[] {
  const groups = [...new Set(layers.map(({ group }) => group))];
  return groups.map((group) => h("fieldset", {},
    h("legend", {}, group),
    h("ul", { class: "tree" }, ...layers.filter((layer) => layer.group === group).map(row))));
}

/** Pairs worth a swipe, as buttons. */
function pairs(app: App): HTMLElement[] {
  const { study } = app;
  const seasons = study.cases.season.map(({ name }) => name);
  const made: HTMLElement[] = [];
  const pair = (text: string, left: string, right: (state: Other) => void) => made.push(h("button", {
    type: "button",
    click: () => app.set((state) => {
      state.field = left;
      state.other = { field: left, mover: state.case.mover, season: state.case.season };
      right(state.other);
    }),
  }, text));
  if (study.fields.some(({ id }) => id === "after"))
    pair(say("pair_plan"), "before", (other) => { other.field = "after"; });
  if (seasons.length > 1 && study.fields.some(({ id }) => id === "restriction"))
    pair(say("pair_season"), "restriction", (other) => {
      other.season = seasons.find((name) => name !== app.state.case.season)!;
    });
  return made;
}

function swiping(app: App): HTMLElement {
  const box = h("input", {
    type: "checkbox",
    change: () => app.set((state) => {
      state.other = box.checked ? { field: state.field, mover: state.case.mover, season: state.case.season } : null;
    }),
  });
  const set = (key: keyof Other) => (name: string) => app.set((state) => { if (state.other) state.other[key] = name; });
  const { study } = app;
  const made = {
    field: choice(say("right_side"), study.fields.map(({ id, title }) => ({ name: id, label: title })), set("field")),
    mover: choice(say("mover"), study.cases.mover, set("mover")),
    season: choice(say("season"), study.cases.season, set("season")),
  };
  const right = h("div", { class: "right" }, ...Object.values(made).map(({ element }) => element));
  const update = () => {
    const { other } = app.state;
    box.checked = !!other;
    right.hidden = !other;
    if (other) for (const key of ["field", "mover", "season"] as const) made[key].select.value = other[key];
  };
  app.on(update);
  update();
  return h("fieldset", {}, h("legend", {}, say("compare")),
    h("label", {}, box, h("span", {}, say("divide"))), right,
    h("div", { class: "buttons" }, ...pairs(app)));
}

/** The whole tree. */
export function tree(app: App): HTMLElement {
  return h("div", {},
    swiping(app),
    h("h3", {}, say("on_ground_one")),
    ...grouped(app.study.fields, (field) => fieldRow(app, field)),
    h("h3", {}, say("over")),
    ...grouped(app.study.features, (layer) => featureRow(app, layer)));
}
