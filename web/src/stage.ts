// The map itself: ground, fields, what lies over them, the swipe and the middle.

import { say } from "./say";
import { drawnHere } from "./tree";
import { Map as MapView, Marker, NavigationControl, ScaleControl } from "maplibre-gl";
import type { App } from "./app";
import { h, fill } from "./dom";
import { legend, overLegend } from "./legend";
import { Over, type Mode } from "./over";
import { Fields, Ground } from "./raster";
import type { Lattice } from "./study";
import { Swipe } from "./swipe";

const PAPER: Record<Mode, string> = { light: "#e9e6df", dark: "#1b1d20" };

function bounds({ west, north, east, south }: Lattice): [[number, number], [number, number]] {
  const lng = (x: number) => x * 360 - 180;
  const lat = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return [[lng(west), lat(south)], [lng(east), lat(north)]];
}

function mode(app: App): Mode {
  if (app.state.theme !== "auto") return app.state.theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Layers whose signs are no common ones of maps. */
const EXPLAINED = new Set(["plan", "options", "sites", "bottlenecks", "doors", "avenues", "routes", "ends", "declarations"]);

function captions(app: App): HTMLElement {
  const left = h("div", { class: "caption left" });
  const right = h("div", { class: "caption right" });
  const wide = !matchMedia("(max-width: 46rem)").matches;
  const update = () => {
    const [one, two] = app.sides();
    const of = ({ field, of }: typeof one) => h("details", { open: wide },
      h("summary", {}, app.caption(field, of)), app.state.other ? null : h("p", { class: "small" }, field.meaning), legend(field, [one, two]));
    const over = app.study.features.filter((layer) => app.state.on.has(layer.id) && EXPLAINED.has(layer.id) && drawnHere(app, layer));
    fill(left, of(one), over.length && !app.state.other ? h("details", { open: wide }, h("summary", {}, say("over")), overLegend(over)) : null);
    fill(right, app.state.other ? of(two) : null);
    right.hidden = !app.state.other;
  };
  app.on(update);
  update();
  return h("div", { class: "captions" }, left, right);
}

function imprint(app: App): HTMLElement {
  const { notice, imprint: text, attribution } = app.study.about;
  return h("footer", { class: "imprint", tabindex: 0, "aria-label": say("imprint_label") }, notice ? h("strong", {}, `${notice} `) : null, `${text}. ${attribution}`);
}

function made(app: App, into: HTMLElement): MapView {
  const { view } = app.state;
  const box = bounds(app.study.lattice);
  const map = new MapView({
    container: into,
    style: { version: 8, sources: {}, layers: [{ id: "paper", type: "background", paint: { "background-color": PAPER[mode(app)] } }] },
    ...(view ? { center: [view.lng, view.lat] as [number, number], zoom: view.zoom } : { bounds: box, fitBoundsOptions: { padding: 12 } }),
    minZoom: 3,
    maxZoom: 14,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    canvasContextAttributes: { preserveDrawingBuffer: true, antialias: true },
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-right");
  return map;
}

/** Ask the place under a click, or with Enter the middle of the map. */
function asking(app: App, map: MapView): void {
  const pin = new Marker({ color: "#8a3b12" });
  const ask = (at: { lng: number; lat: number }) => app.set((state) => {
    state.at = { lng: at.lng, lat: at.lat };
    state.tab = "here";
  });
  map.on("click", (event) => ask(event.lngLat));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    ask(map.getCenter());
  });
  const update = () => {
    const { at } = app.state;
    if (at) pin.setLngLat(at).addTo(map);
    else pin.remove();
  };
  app.on(update);
  update();
}

/** Millimetres of paper that the map may take, at 96 pixels to the inch. */
const PAPER_PX = { width: (186 / 25.4) * 96, height: (150 / 25.4) * 96 };

/** Print the map as it is on the screen, made smaller as a whole, so that its scale bar stays true. */
function printing(into: HTMLElement): void {
  window.addEventListener("beforeprint", () => {
    const { width, height } = into.getBoundingClientRect();
    const zoom = Math.min(1, PAPER_PX.width / width, PAPER_PX.height / height);
    into.style.cssText = `width: ${width}px; height: ${height}px; zoom: ${zoom}`;
  });
  window.addEventListener("afterprint", () => { into.style.cssText = ""; });
}

/** Put the map of a study into an element, and keep both in step. */
export function stage(app: App, into: HTMLElement): MapView {
  const view = h("div", { class: "view" });
  into.append(view, h("div", { class: "middle", "aria-hidden": "true" }));
  const map = made(app, view);
  map.getCanvas().setAttribute("aria-label", say("map_label", { title: app.study.about.title }));
  const [ground, fields, over] = [new Ground(app.study), new Fields(app.study), new Over(map, app.study)];
  const swipe = new Swipe(into, (share) => { app.state.split = share; fields.split = share; app.keep(); map.triggerRepaint(); });
  into.append(captions(app), h("div", { class: "north", "aria-hidden": "true" }, "▲", h("br"), "N"), imprint(app));
  let drawn: Mode | null = null;
  let turn = 0;
  const update = () => {
    const now = mode(app);
    document.documentElement.dataset["theme"] = now;
    if (!map.getLayer("ground")) return;
    if (now !== drawn) {
      map.setPaintProperty("paper", "background-color", PAPER[now]);
      over.draw(now);
      drawn = now;
    }
    const { other, split, on, opacity, case: of } = app.state;
    const [left, right] = app.sides().map((side) => ({ ...side, opacity: app.opacity(side.field.id) }));
    fields.split = other ? split : 1;
    swipe.show(!!other, split);
    over.show(on, opacity, of, now);
    delete into.dataset["idle"];
    const asked = (turn += 1);
    void fields.show(left!, right!).then(() => {
      map.once("idle", () => { if (asked === turn) into.dataset["idle"] = "true"; });
      map.triggerRepaint();
    });
  };
  map.on("load", () => {
    map.addLayer(ground);
    map.addLayer(fields);
    update();
  });
  map.on("moveend", () => {
    const { lng, lat } = map.getCenter();
    app.state.view = { lng, lat, zoom: map.getZoom() };
    app.keep();
  });
  window.addEventListener("hashchange", () => {
    const { view: to } = app.state;
    if (to) map.jumpTo({ center: [to.lng, to.lat], zoom: to.zoom });
    else map.fitBounds(bounds(app.study.lattice), { padding: 12, animate: false });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
  app.on(update);
  update();
  asking(app, map);
  printing(into);
  window.addEventListener("resize", () => setTimeout(() => map.resize(), 0));
  return map;
}
