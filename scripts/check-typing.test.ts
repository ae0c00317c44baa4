import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { checkTyping } from "@/scripts/check-typing";

const modules = resolve(import.meta.dirname, "../node_modules");

it("refuses a value of the wrong type, with its place", () => {
  const root = mkdtempSync(join(tmpdir(), "touchline-types-"));
  symlinkSync(modules, join(root, "node_modules"));
  writeFileSync(join(root, "tsconfig.json"), '{"compilerOptions":{"strict":true,"types":[]},"files":["lead.ts"]}');
  writeFileSync(join(root, "lead.ts"), 'export const name = "Ada";\nexport const score: number = name;\n');
  const [problem] = checkTyping(root);
  rmSync(root, { recursive: true });
  expect(problem).toMatchObject({ path: "lead.ts", line: 2, why: "TS2322" });
});

it("reports a compiler that cannot run instead of passing", () => {
  const root = mkdtempSync(join(tmpdir(), "touchline-types-"));
  const problems = checkTyping(root);
  rmSync(root, { recursive: true });
  expect(problems).toHaveLength(1);
});
