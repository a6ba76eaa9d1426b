import { describe, expect, it } from "vitest";
import { along, gradient, rgb, table } from "../src/palette";
import { inCodes, lineStep, marks, scaleOf } from "../src/scale";
import { study } from "./study";

const [restriction, slack] = study.fields as [typeof study.fields[0] & object, typeof study.fields[0] & object];

describe("colours", () => {
  it("are read and mixed", () => {
    expect(rgb("#0a141e")).toEqual([10, 20, 30]);
    expect(along(["#000000", "#646464"], 0.5)).toEqual([50, 50, 50]);
    expect(along(["#000000", "#646464"], 7)).toEqual([100, 100, 100]);
  });
  it("leave unrestricted ground clear", () => {
    expect(table(restriction)[1 * 4 + 3]).toBe(0);
  });
  it("run along the ramp", () => {
    expect([...table(slack).slice(0, 3)]).toEqual([0, 0, 0]);
    expect([...table(slack).slice(255 * 4, 255 * 4 + 3)]).toEqual([255, 255, 255]);
  });
});

describe("the gradient of a legend", () => {
  it("is the ramp", () => {
    expect(gradient(slack)).toBe("linear-gradient(to right, #000000, #ffffff)");
  });
  it("of a change lets the page through in its middle, as the map does", () => {
    const stops = gradient({ ...slack, kind: "change", ramp: ["#000000", "#ffffff", "#000000"] }).match(/rgb\([^)]*\)/g)!;
    expect(stops).toHaveLength(49);
    expect(stops[24]).toBe("rgb(255 255 255 / 0.25)");
    expect(stops[0]).toBe("rgb(0 0 0 / 0.87)");
  });
});

describe("scales", () => {
  it("are the widest of what is shown, in codes", () => {
    const scale = scaleOf("time", [{ field: slack, of: study.headline }, { field: restriction, of: study.headline }]);
    expect(scale).toEqual({ low: 0, high: 120 });
    expect(inCodes({ ...slack, step: 0.5, offset: -10 }, scale)).toEqual([20, 260]);
  });
  it("of times tell how far lines are apart", () => {
    expect(lineStep({ ...slack, axes: ["mover"] }, { low: 0, high: 300 })).toBe(60);
    expect(lineStep(slack, { low: 0, high: 300 })).toBe(0);
    expect(lineStep(restriction, { low: 0, high: 300 })).toBe(0);
  });
  it("have round marks", () => {
    expect(marks({ low: 0, high: 300 }, true)).toEqual([0, 60, 120, 180, 240, 300]);
    expect(marks({ low: -100, high: 100 }, false)).toEqual([-100, -50, 0, 50, 100]);
  });
});
