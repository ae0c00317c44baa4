import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Floor, floors } from "@/scripts/house";

/** Path from the repository's root, with forward slashes, to the file's text. */
export type Tree = ReadonlyMap<string, string>;

/** One finding: where, what is wrong, why that matters, what to do next. */
export type Problem = { path: string; line?: number; what: string; why: string; next: string };

export type ImportLine = { specifier: string; line: number; typeOnly: boolean; late: boolean };

/** Reads every file of the floors and the TypeScript files at the root. */
export function readTree(root: string): Tree {
  const paths = floors.flatMap((floor) => filesBelow(root, floor));
  const rootFiles = readdirSync(root).filter((name) => /\.(ts|tsx|mjs)$/.test(name) && name !== "next-env.d.ts");
  const wanted = [...paths, ...rootFiles].filter((path) => /\.(ts|tsx|mjs|json|css|grit|sql)$/.test(path));
  return new Map(wanted.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}

export function floorOf(path: string): Floor {
  const top = path.split("/")[0];
  return path.includes("/") ? (floors.find((floor) => floor === top) ?? "root") : "root";
}

export function roomOf(path: string): string | null {
  const [floor, room, file] = path.split("/");
  return floor === "lib" && file !== undefined && room !== undefined ? room : null;
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || path.startsWith("e2e/") || path.startsWith("db/testing/");
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(path);
}

// Biome formats every file, so an import statement begins its line; text inside strings does not look like one.
const statement = /^(?:import|export)\s+(type\s+)?(?:[\w$*{},\s]*?\s*from\s+)?"([^"\n]+)"/gm;
const dynamic = /(?<!["'`\w.])import\(\s*"([^"\n]+)"\s*\)/g;

/** Every module that the source names, in the order of its lines. */
export function importsOf(source: string): ImportLine[] {
  const lineAt = (index: number) => source.slice(0, index).split("\n").length;
  const fixed = [...source.matchAll(statement)].map((match) => ({
    specifier: match[2] ?? "",
    line: lineAt(match.index),
    typeOnly: match[1] !== undefined,
    late: false,
  }));
  const late = [...source.matchAll(dynamic)].map((match) => ({
    specifier: match[1] ?? "",
    line: lineAt(match.index),
    typeOnly: false,
    late: true,
  }));
  return [...fixed, ...late].sort((one, other) => one.line - other.line);
}

/** The file of this repository that an import means, or null for a package. */
export function resolveImport(tree: Tree, from: string, specifier: string): string | null {
  const base = ownPath(from, specifier);
  if (base === null) return null;
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}.mjs`, `${base}/index.ts`];
  return candidates.find((path) => tree.has(path)) ?? base;
}

function ownPath(from: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return null;
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
