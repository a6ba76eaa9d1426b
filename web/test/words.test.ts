import { describe, expect, it } from "vitest";
import { clock, number, percent, withUnit } from "../src/words";
import { english } from "./study";

english();

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("times", () => {
  it.each([
    [0, "0 min"], [59, "59 min"], [59.6, "1 h 00 min"], [125, "2 h 05 min"], [-90, "−1 h 30 min"],
    [2880, "2 days"], [5000, "3.47 days"],
  ])("%d minutes", (minutes, text) => expect(plain(clock(minutes))).toBe(text));
});

describe("numbers", () => {
  it.each([[0, "0"], [0.04567, "0.0457"], [1234, "1 234"], [1_234_567, "1 234 567"], [12.34, "12.3"]])(
    "%d", (value, text) => expect(plain(number(value))).toBe(text));
  it("say small shares", () => {
    expect(plain(percent(0.001))).toBe("<1 %");
    expect(plain(percent(0.5))).toBe("50 %");
  });
});

describe("values of tables", () => {
  it("tell unknown from no way through", () => {
    expect(withUnit(null, "s")).toBe("unknown");
    expect(withUnit("inf", "s")).toBe("no way through");
  });
  it("take the multiple that is best read", () => {
    expect(plain(withUnit(27_000_000, "EUR"))).toBe("EUR 27 million");
    expect(plain(withUnit(30_000, "m2"))).toBe("3 ha");
    expect(plain(withUnit(4200, "m"))).toBe("4.2 km");
    expect(withUnit("road_closure", "")).toBe("road closure");
  });
});
