import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { checkLint } from "@/scripts/check-lint";

const repository = resolve(import.meta.dirname, "..");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Lints one file under our real biome.json and plugins, in a folder of its own. */
function lint(path: string, source: string): string[] {
  const root = mkdtempSync(join(tmpdir(), "touchline-lint-"));
  folders.push(root);
  cpSync(join(repository, "biome.json"), join(root, "biome.json"));
  cpSync(join(repository, "scripts/lint"), join(root, "scripts/lint"), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  writeFileSync(join(root, ".gitignore"), "node_modules\n");
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), source);
  return checkLint(root)
    .filter((problem) => problem.path === path)
    .map((problem) => problem.why);
}

const refused: [string, string, string, string][] = [
  ["any", "lib/leads/store.ts", "export const lead = (row: any) => row;\n", "lint/suspicious/noExplicitAny"],
  ["a default export", "lib/leads/store.ts", "export default 1;\n", "lint/style/noDefaultExport"],
  ["a barrel", "lib/leads/store.ts", 'export * from "./rules";\n', "lint/performance/noBarrelFile"],
  ["new Date()", "lib/leads/rules.ts", "export const today = () => new Date();\n", "plugin"],
  ["Date.now()", "lib/leads/rules.ts", "export const today = () => Date.now();\n", "plugin"],
  ["console in lib", "lib/leads/store.ts", 'console.log("lead");\n', "lint/suspicious/noConsole"],
  ["other formatting", "lib/leads/store.ts", "export const a = 'b'\n", "format"],
  [
    "a function of 61 lines",
    "lib/leads/store.ts",
    `export function insertLead(list: number[]) {\n${"  list.push(1);\n".repeat(61)}}\n`,
    "lint/complexity/noExcessiveLinesPerFunction",
  ],
];

describe("lint", () => {
  it.each(refused)("refuses %s", (_, path, source, why) => {
    expect(lint(path, source)).toContain(why);
  });

  it("lets core/time read the clock, Next.js have its default export and rules parse a date", () => {
    expect(lint("lib/core/time.ts", "export const now = () => new Date();\n")).toEqual([]);
    expect(lint("app/page.tsx", "export default function Page() {\n  return null;\n}\n")).toEqual([]);
    expect(lint("lib/leads/rules.ts", "export const at = (text: string) => new Date(text);\n")).toEqual([]);
  });

  it("reports a Biome that cannot run instead of passing", () => {
    const empty = mkdtempSync(join(tmpdir(), "touchline-lint-"));
    folders.push(empty);
    expect(checkLint(empty)).toHaveLength(1);
  });
});
