// The tables: every layer as rows, sortable, to take away as CSV.

import { say } from "./say";
import type { App } from "./app";
import { h, fill } from "./dom";
import { csv, sorted, tableOf, type Table } from "./twin";

function save(table: Table, name: string): void {
  const link = h("a", { href: URL.createObjectURL(new Blob([`\ufeff${csv(table)}`], { type: "text/csv" })), download: `${name}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function rowsOf(table: Table, column: number, down: boolean): HTMLElement[] {
  const rows = column < 0 ? table.rows : sorted(table.rows, column, down);
  return rows.map((row) => h("tr", {}, ...row.map(({ text }, at) =>
    at ? h("td", { class: table.head[at]!.number ? "number" : null }, text) : h("th", { scope: "row" }, text))));
}

function drawn(table: Table): HTMLElement {
  let [column, down] = [-1, false];
  const body = h("tbody", {}, ...rowsOf(table, column, down));
  const heads = table.head.map(({ label, number }, at) => {
    const button = h("button", { type: "button", click: () => {
      down = column === at ? !down : false;
      column = at;
      heads.forEach((head, n) => head.setAttribute("aria-sort", n === at ? (down ? "descending" : "ascending") : "none"));
      fill(body, ...rowsOf(table, column, down));
    } }, label);
    return h("th", { scope: "col", "aria-sort": "none", class: number ? "number" : null }, button);
  });
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": table.caption },
    h("table", { class: "twin" }, h("caption", {}, table.caption), h("thead", {}, h("tr", {}, ...heads)), body));
}

/** The panel of tables. */
export function tables(app: App): HTMLElement {
  const { study } = app;
  const group = (label: string, layers: { id: string; title: string }[]) =>
    h("optgroup", { label }, ...layers.map(({ id, title }) => h("option", { value: id }, title)));
  const select = h("select", { id: "table", change: () => app.set((state) => { state.table = select.value; }) },
    h("option", { value: "effect" }, say("crossing")), group(say("on_ground"), study.fields), group(say("over"), study.features));
  const into = h("div", {});
  let shown = "";
  const current = () => tableOf(study, app.state.table, app.state.case);
  const update = () => {
    const { table, case: of, tab } = app.state;
    const now = `${table}|${of.approach}|${of.mover}|${of.season}`;
    select.value = table;
    if (tab !== "table" || now === shown) return;
    shown = now;
    const found = current();
    fill(into, found.rows.length ? drawn(found) : h("p", {}, say("not_computed_case")));
  };
  app.on(update);
  update();
  return h("div", {},
    h("label", { class: "choice", for: "table" }, h("span", {}, say("layer")), select),
    h("div", { class: "buttons" }, h("button", { type: "button", click: () => save(current(), app.state.table) }, say("download"))),
    into);
}
