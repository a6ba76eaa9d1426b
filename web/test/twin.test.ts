import { describe, expect, it } from "vitest";
import { csv, sorted, tableOf } from "../src/twin";
import { english, study } from "./study";

english();

const of = study.headline;
const texts = (name: string) => tableOf(study, name, of).rows.map((row) => row.map(({ text }) => text.replaceAll("\u00a0", " ")));

describe("tables", () => {
  it("say how much ground there is of each class", () => {
    expect(texts("restriction")).toEqual([["free", "2 km²", "50 %"], ["unknown", "2 km²", "50 %"]]);
  });
  it("say how much ground there is of each interval", () => {
    expect(texts("slack")).toEqual([["0 min to 1 h 00 min", "3 km²", "75 %"], ["cannot be reached", "1 km²", "25 %"]]);
  });
  it("have nothing where a case was not computed", () => {
    expect(tableOf(study, "restriction", { ...of, season: "wet" }).rows).toEqual([]);
  });
  it("have a row for each feature", () => {
    expect(texts("plan")).toEqual([["g1:ditch", "EUR 2 million"], ['say "x", y', "unknown"]]);
  });
  it("keep unknown and no way through apart", () => {
    expect(texts("effect")[0]!.slice(3)).toEqual(["50 min", "1 h 00 min", "1 h 07 min", "unknown", "unknown", "no way through"]);
  });
});

describe("sorting", () => {
  it("puts unknown last, whichever way", () => {
    const { rows } = tableOf(study, "plan", of);
    for (const down of [false, true]) expect(sorted(rows, 1, down).at(-1)![1]!.raw).toBeNull();
  });
  it("orders words and numbers", () => {
    const { rows } = tableOf(study, "slack", of);
    expect(sorted(rows, 1, false).map((row) => row[1]!.raw)).toEqual([1, 3]);
    expect(sorted(rows, 0, true)[0]![0]!.raw).toBe(Infinity);
  });
});

describe("CSV", () => {
  it("quotes what must be quoted and leaves unknown empty", () => {
    expect(csv(tableOf(study, "plan", of))).toBe('Option,"Cost, best (EUR)"\r\ng1:ditch,2000000\r\n"say ""x"", y",\r\n');
  });
});
