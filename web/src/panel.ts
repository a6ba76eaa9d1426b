// The panel: the answer first, then layers, a place, tables, and where everything comes from.

import { say } from "./say";
import licence from "../node_modules/maplibre-gl/LICENSE.txt?raw";
import type { App } from "./app";
import { h, fill } from "./dom";
import { here } from "./here";
import { TABS, type Tab, type Theme } from "./state";
import { tables } from "./tables";
import type { Axis } from "./study";
import { cases, tree } from "./tree";
import { title } from "./words";

function answer(app: App): HTMLElement {
  const { about, effect } = app.study;
  const times = h("div", { class: "times" });
  const update = () => {
    const { approach, mover, season } = app.state.case;
    const label = (axis: Axis) => {
      const text = app.study.cases[axis].find(({ name }) => name === app.state.case[axis])?.label ?? "";
      return axis === "approach" ? title(text) : text;
    };
    const row = effect.find((each) => each.approach === approach && each.mover === mover && each.season === season);
    fill(times, h("h3", {}, `${label("approach")}: ${label("mover")}, ${label("season")}`), h("table", {},
      h("caption", {}, say("times")),
      h("tbody", {},
        h("tr", {}, h("th", { scope: "row" }, say("before")), h("td", {}, row?.before ?? say("not_computed"))),
        h("tr", {}, h("th", { scope: "row" }, say("after")), h("td", {}, row?.after ?? say("not_computed"))))));
  };
  app.on(update);
  update();
  const [head, ...rest] = about.answer;
  return h("div", {},
    h("p", { class: "headline" }, h("strong", {}, `${head?.[0] ?? ""}. `), head?.[1] ?? ""),
    times,
    ...rest.map(([name, text]) => h("p", {}, h("strong", {}, `${name}. `), text)),
    h("h3", {}, say("hangs_on")), h("ul", {}, ...about.hangs_on.map((text) => h("li", {}, text))),
    h("h3", {}, say("not_known")), h("ul", {}, ...about.notes.map((text) => h("li", {}, text))),
    h("h3", {}, say("question")), h("p", {}, about.question));
}

function aboutThis(app: App): HTMLElement {
  const { about } = app.study;
  const theme = h("select", { change: () => app.set((state) => { state.theme = theme.value as Theme; }) },
    ...(["auto", "light", "dark"] as const).map((name) => h("option", { value: name }, say(`theme_${name}`))));
  theme.value = app.state.theme;
  return h("div", {},
    h("label", { class: "choice" }, h("span", {}, say("theme")), theme),
    h("div", { class: "buttons" }, h("button", { type: "button", click: () => window.print() }, say("print"))),
    h("h3", {}, say("sources")), h("p", {}, about.attribution),
    h("h3", {}, say("this_file")),
    h("dl", {},
      h("dt", {}, say("as_of")), h("dd", {}, about.on),
      h("dt", {}, say("fingerprint")), h("dd", {}, h("code", {}, about.fingerprint)),
      h("dt", {}, say("made_by")), h("dd", {}, say("made", { version: about.version, cell: about.cell_m }))),
    h("h3", {}, say("keyboard")),
    h("ul", {},
      h("li", {}, say("keys_map")),
      h("li", {}, say("keys_swipe"))),
    h("details", {}, h("summary", {}, say("software")), h("p", {}, say("software_licence")),
      h("pre", { tabindex: 0, role: "region", "aria-label": say("licence_of") }, licence)));
}

function tabs(app: App, bodies: Record<Tab, HTMLElement>): HTMLElement {
  const buttons = TABS.map((tab) => h("button", {
    type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `body-${tab}`,
    click: () => app.set((state) => { state.tab = tab; }),
  }, say(`tab_${tab}`)));
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": say("panel") }, ...buttons);
  list.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way) return;
    const next = (TABS.indexOf(app.state.tab) + way + TABS.length) % TABS.length;
    app.set((state) => { state.tab = TABS[next]!; });
    buttons[next]!.focus();
  });
  const update = () => TABS.forEach((tab, at) => {
    const chosen = app.state.tab === tab;
    buttons[at]!.setAttribute("aria-selected", String(chosen));
    buttons[at]!.tabIndex = chosen ? 0 : -1;
    bodies[tab].hidden = !chosen;
  });
  app.on(update);
  update();
  return list;
}

/** The panel beside, or on a phone under, the map. */
export function panel(app: App, tell: (text: string) => void): HTMLElement {
  const place = h("div", {});
  let asked = "none";
  const update = () => {
    const { at, case: of } = app.state;
    const now = JSON.stringify([at, of]);
    if (now === asked) return;
    asked = now;
    void here(app, place, tell);
  };
  app.on(update);
  update();
  const content: Record<Tab, HTMLElement> = {
    answer: answer(app), layers: tree(app), here: place, table: tables(app), about: aboutThis(app),
  };
  const bodies = Object.fromEntries(TABS.map((tab) => [tab,
    h("section", { role: "tabpanel", id: `body-${tab}`, "aria-labelledby": `tab-${tab}`, tabindex: 0 }, content[tab])])) as Record<Tab, HTMLElement>;
  const { notice } = app.study.about;
  const size = h("button", { type: "button", class: "size", "aria-expanded": "true", click: () => {
    const small = document.body.classList.toggle("small-panel");
    size.setAttribute("aria-expanded", String(!small));
    size.textContent = say(small ? "panel_show" : "panel_hide");
    window.dispatchEvent(new Event("resize"));
  } }, say("panel_hide"));
  return h("div", { class: "panel" },
    h("header", {}, h("h1", {}, app.study.about.title), size),
    notice ? h("p", { class: "notice", role: "note" }, notice) : null,
    cases(app), tabs(app, bodies), h("div", { class: "bodies" }, ...TABS.map((tab) => bodies[tab])));
}
