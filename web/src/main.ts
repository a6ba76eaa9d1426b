// The map of a study, in one page.

import { say, speak } from "./say";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?raw";
import "maplibre-gl/dist/maplibre-gl.css";
import "./style.css";
import { setWorkerUrl } from "maplibre-gl";
import { App } from "./app";
import { h } from "./dom";
import { panel } from "./panel";
import { parse } from "./state";
import { readStudy } from "./study";
import { stage } from "./stage";

setWorkerUrl(URL.createObjectURL(new Blob([worker], { type: "text/javascript" })));

function main(): void {
  const study = readStudy();
  speak(study.words);
  const app = new App(study, parse(location.hash, study));
  const root = document.getElementById("app")!;
  const live = h("p", { class: "live", "aria-live": "polite" });
  const shown = h("main", { class: "map", "aria-label": say("map") });
  const beside = panel(app, (text) => { live.textContent = text; });
  root.append(shown, h("aside", { "aria-label": say("beside_map") }, beside), live);
  stage(app, shown);
}

try {
  main();
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  document.getElementById("app")!.append(h("p", { class: "failed", role: "alert" }, `The map cannot be shown: ${text}. The brief beside it, brief.html, says the same.`));
  throw error;
}
