// What the colours mean.

import { h } from "./dom";
import { gradient } from "./palette";
import { lineStep, marks, scaleOf, type Shown } from "./scale";
import type { Field } from "./study";
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
  const unit = timed ? "" : ` in ${field.unit}`;
  return h("div", { class: "scale", role: "img", "aria-label": `Scale from ${text(ends.low)} to ${text(ends.high)}${unit}` },
    h("div", { class: "ramp", style: `background: ${gradient(field)}` }),
    h("div", { class: "marks" }, ...labels),
    timed ? null : h("div", { class: "unit" }, field.unit ?? ""),
    step ? h("div", { class: "unit" }, `lines: every ${text(step)}`) : null);
}

/** The legend of a field, for everything that is shown beside it. */
export function legend(field: Field, shown: Shown[]): HTMLElement {
  const cases = shown.filter((each) => each.field === field).map(({ of }) => of);
  if (field.kind === "classes") {
    const here = new Set(cases.flatMap((of) => rowsOf(field, of).map(({ code }) => code ?? 255)));
    const entries = (field.classes ?? []).filter(({ code }) => here.has(code));
    return h("ul", { class: "keys" },
      ...entries.map(({ label, colour, hatch }) => key(hatch, label, field.id === "restriction" && hatch === "none" ? "transparent" : colour)),
      here.has(255) ? key("unknown", "unknown") : null);
  }
  const what = new Set(cases.flatMap((of) => rowsOf(field, of).map((row) => row.what)));
  return h("div", {}, scale(field, shown),
    h("ul", { class: "keys" },
      field.kind === "speed" ? key("cross", "closed: speed is zero", "#808085") : null,
      what.has("never") ? key("diagonal", field.kind === "change" ? "no longer reached" : "cannot be reached", "#a0a0a0") : null,
      what.has("unknown") ? key("unknown", "unknown") : null));
}

function rowsOf(field: Field, of: Case) {
  return field.planes[field.axes.map((axis) => of[axis]).join("|")]?.rows ?? [];
}
