// What the colours mean.

import { say } from "./say";
import { h } from "./dom";
import { gradient } from "./palette";
import { lineStep, marks, scaleOf, type Shown } from "./scale";
import type { Features, Field } from "./study";
import type { Case } from "./planes";
import { clock, number } from "./words";

const key = (look: string, text: string, colour = "") =>
  h("li", {}, h("span", { class: `key ${look}`, style: colour ? `--tint: ${colour}` : null, "aria-hidden": "true" }), text);

function scale(field: Field, shown: Shown[]): HTMLElement {
  const ends = scaleOf(field.kind, shown);
  const timed = field.kind === "time" || field.kind === "change";
  const text = (value: number) =>
    timed ? (value === 0 ? "0" : clock(value).replace(/\s00\smin$/, "")) : number(value);
  const labels = marks(ends, timed).map((value) => {
    const share = (value - ends.low) / (ends.high - ends.low);
    return h("span", { style: `left: ${(share * 100).toFixed(1)}%` }, text(value));
  });
  const step = lineStep(field, ends);
  const unit = timed ? "" : say("scale_unit", { unit: field.unit ?? "" });
  return h("div", { class: "scale", role: "img", "aria-label": say("scale_from", { low: text(ends.low), high: text(ends.high), unit }) },
    h("div", { class: "ramp", style: `background-image: ${gradient(field)}` }),
    h("div", { class: "marks" }, ...labels),
    timed ? null : h("div", { class: "unit" }, field.unit ?? ""),
    step ? h("div", { class: "unit" }, say("lines_every", { step: text(step) })) : null);
}

/** The legend of a field, for everything that is shown beside it. */
export function legend(field: Field, shown: Shown[]): HTMLElement {
  const cases = shown.filter((each) => each.field === field).map(({ of }) => of);
  if (field.kind === "classes") {
    const here = new Set(cases.flatMap((of) => rowsOf(field, of).map(({ code }) => code ?? 255)));
    const entries = (field.classes ?? []).filter(({ code }) => here.has(code));
    return h("ul", { class: "keys" },
      ...entries.map(({ label, colour, hatch }) => key(hatch, label, field.id === "restriction" && hatch === "none" ? "transparent" : colour)),
      here.has(255) ? key("unknown", say("unknown")) : null);
  }
  const what = new Set(cases.flatMap((of) => rowsOf(field, of).map((row) => row.what)));
  return h("div", {}, scale(field, shown),
    h("ul", { class: "keys" },
      field.kind === "speed" ? key("cross", say("closed_key"), "#808085") : null,
      what.has("never") ? key("diagonal", say(field.kind === "change" ? "lost" : "never"), "#a0a0a0") : null,
      what.has("unknown") ? key("unknown", say("unknown")) : null));
}

/** What the lines, points and areas over a field are, of those that are drawn. */
export function overLegend(layers: Features[]): HTMLElement | null {
  if (!layers.length) return null;
  return h("ul", { class: "keys over" }, ...layers.map(({ id, title }) =>
    h("li", {}, h("span", { class: `sample ${id}`, "aria-hidden": "true" }), title)));
}

function rowsOf(field: Field, of: Case) {
  return field.planes[field.axes.map((axis) => of[axis]).join("|")]?.rows ?? [];
}
