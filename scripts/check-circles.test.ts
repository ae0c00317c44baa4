import { describe, expect, it } from "vitest";
import { checkCircles } from "@/scripts/check-circles";

const tree = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, target]) => [path, `import { x } from "${target}";\n`]));

describe("circles", () => {
  it("names every file of a circle of three", () => {
    const [problem] = checkCircles(
      tree({ "lib/a/rules.ts": "@/lib/b/rules", "lib/b/rules.ts": "@/lib/c/rules", "lib/c/rules.ts": "@/lib/a/rules" }),
    );
    expect(problem?.what).toBe("is in a circle: lib/a/rules.ts → lib/b/rules.ts → lib/c/rules.ts → lib/a/rules.ts");
  });

  it("refuses a circle of types and one through a relative path", () => {
    const files = new Map([
      ["lib/a/rules.ts", 'import type { X } from "./schema";\n'],
      ["lib/a/schema.ts", 'import type { Y } from "@/lib/a/rules";\n'],
    ]);
    expect(checkCircles(files)).toHaveLength(1);
  });

  it("refuses a file that imports itself", () => {
    expect(checkCircles(tree({ "lib/a/rules.ts": "@/lib/a/rules" }))).toHaveLength(1);
  });

  it("accepts two ways to one file", () => {
    const files = new Map([
      ["lib/a/rules.ts", 'import { b } from "@/lib/b/rules";\nimport { c } from "@/lib/c/rules";\n'],
      ["lib/b/rules.ts", 'import { c } from "@/lib/c/rules";\n'],
      ["lib/c/rules.ts", "export const c = 1;\n"],
    ]);
    expect(checkCircles(files)).toEqual([]);
  });
});
