import { describe, expect, it } from "vitest";
import { change, look, pixelAt, unpack, valueOf } from "../src/planes";
import type { Field, Lattice, Packed } from "../src/study";

/** What Python packs, deflated by what is at hand here. */
async function packed(bits: 8 | 16, bytes: number[]): Promise<Packed> {
  const stream = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new CompressionStream("deflate"));
  const short = new Uint8Array(await new Response(stream).arrayBuffer());
  return { bits, data: btoa(String.fromCharCode(...short)) };
}

const speed: Field = {
  id: "speed", fixed: false, group: "Ground", title: "Speed", meaning: "", uncertainty: "", sources: [],
  axes: ["mover", "season"], kind: "speed", unit: "km/h", step: 0.1, offset: 0, ramp: [],
  planes: { "walker|dry": { ...(await packed(16, [50, 255, 0, 255])), high: 5, rows: [] } },
};

describe("unpacking", () => {
  it("returns bytes as they are", async () => {
    expect([...(await unpack(await packed(8, [1, 2, 255])))]).toEqual([1, 2, 255]);
  });
  it("joins low and high bytes", async () => {
    expect([...(await unpack(await packed(16, [1, 255, 2, 255])))]).toEqual([513, 65535]);
  });
});

describe("a change", () => {
  it("keeps unknown, no longer reached and never reached apart", () => {
    const before = Uint16Array.from([60, 60, 60, 65534, 65535, 65533]);
    const after = Uint16Array.from([90, 65534, 65535, 65534, 60, 65533]);
    expect([...change(before, after)]).toEqual([30030, 65534, 65535, 65533, 65535, 65533]);
  });
  it("is taken from the planes that it is linked to", async () => {
    const [before, after] = [await packed(16, [60, 0]), await packed(16, [45, 0])];
    expect([...(await unpack({ bits: 16, data: "", of: [before, after] }))]).toEqual([29985]);
  });
});

describe("values", () => {
  it("tells unknown, never and beside the study apart", () => {
    expect(valueOf(speed, 65535)).toBeNull();
    expect(valueOf(speed, 65534)).toBe("never");
    expect(valueOf(speed, 65533)).toBeUndefined();
    expect(valueOf(speed, 50)).toBeCloseTo(5);
  });
  it("are looked up in the case at hand", async () => {
    const of = { approach: "a", mover: "walker", season: "dry" };
    expect(await look(speed, of, 0)).toBeCloseTo(5);
    expect(await look(speed, of, 1)).toBeNull();
    expect(await look(speed, { ...of, season: "wet" }, 0)).toBeUndefined();
    expect(await look(speed, of, -1)).toBeUndefined();
  });
});

describe("places", () => {
  const whole: Lattice = { rows: 2, cols: 2, west: 0, north: 0, east: 1, south: 1 };
  it("are found in Web Mercator", () => {
    expect(pixelAt(whole, -90, 40)).toBe(0);
    expect(pixelAt(whole, 90, 40)).toBe(1);
    expect(pixelAt(whole, -90, -40)).toBe(2);
  });
  it("beside the raster are told", () => {
    expect(pixelAt({ ...whole, east: 0.5 }, 90, 40)).toBe(-1);
  });
});
