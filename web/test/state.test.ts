import { describe, expect, it } from "vitest";
import { first, format, parse } from "../src/state";
import { study } from "./study";

describe("the address", () => {
  it("is as at first when it says nothing", () => {
    expect(parse("", study)).toEqual(first(study));
  });
  it("brings back what it was made from", () => {
    const state = first(study);
    state.view = { lng: 23.1, lat: 54.2, zoom: 9.5 };
    state.case.season = "wet";
    state.field = "restriction";
    state.other = { field: "restriction", mover: "truck", season: "dry" };
    state.split = 0.25;
    state.on = new Set();
    state.opacity.set("restriction", 0.4);
    state.tab = "table";
    state.table = "plan";
    state.at = { lng: 23, lat: 54 };
    state.theme = "dark";
    expect(parse(format(state), study)).toEqual(state);
  });
  it("that is wrong is as at first", () => {
    const state = parse("#v=x,y,z&mover=tank&field=none&split=7&on=none&tab=none&theme=none&opacity=plan:9&at=1", study);
    expect(state).toEqual({ ...first(study), on: new Set() });
  });
  it("opens on the answer, in the headline's case", () => {
    expect(first(study)).toMatchObject({ tab: "answer", field: "slack", case: study.headline });
  });
});
