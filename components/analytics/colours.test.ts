import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

type Rgb = readonly [number, number, number];

// What the three kinds of colour blindness leave of linear light (Viénot, Brettel and Mollon 1999; tritanopia after Machado 2009).
const SEEN_WITH: Record<string, readonly [Rgb, Rgb, Rgb]> = {
  "full colour": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deuteranopia: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const css = readFileSync(join(import.meta.dirname, "../../app/styles/tokens.css"), "utf8");
/** The two themes as they stand in the file: light first. */
const tokenOf = (name: string) =>
  [...css.matchAll(new RegExp(`--${name}:\\s*(#[0-9a-f]{6})`, "g"))].map((one) => one[1] ?? "");

const light = (hex: string): Rgb => {
  const part = (from: number) => {
    const one = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
};
const dot = (a: Rgb, b: Rgb) => Math.max(0, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
const luminanceOf = (hex: string, kind: string) => {
  const [red, green, blue] = SEEN_WITH[kind] ?? [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  const seen = light(hex);
  return dot([0.2126, 0.7152, 0.0722], [dot(red, seen), dot(green, seen), dot(blue, seen)]);
};
const contrast = (one: string, other: string, kind: string) => {
  const [a, b] = [luminanceOf(one, kind), luminanceOf(other, kind)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

describe.each(["light", "dark"])("the charts in %s", (theme) => {
  const of = (name: string) => tokenOf(name)[theme === "light" ? 0 : 1] ?? "";

  it.each(Object.keys(SEEN_WITH))("stand out from what they are drawn on, with %s", (kind) => {
    for (const [line, ground] of [
      ["chart-1", "bg-raised"],
      ["chart-2", "bg-raised"],
      ["chart-1", "bg-active"],
    ] as const) {
      expect([line, ground, contrast(of(line), of(ground), kind) >= 3]).toEqual([line, ground, true]);
    }
  });

  // Brightness alone: nobody has to tell two hues apart, and one of the lines is dashed besides.
  it.each(Object.keys(SEEN_WITH))("have two lines of different brightness, with %s", (kind) => {
    expect(contrast(of("chart-1"), of("chart-2"), kind)).toBeGreaterThan(1.2);
  });
});

it("has one line solid and one dashed, on the screen as on paper", () => {
  const chart = readFileSync(join(import.meta.dirname, "day-chart.tsx"), "utf8");
  expect(chart.match(/strokeDasharray="4 3"/g)).toHaveLength(1);
});
