import { spawnSync } from "node:child_process";
import type { Problem } from "@/scripts/tree";

/** Runs the TypeScript compiler below root without writing anything but its cache. */
export function checkTyping(root: string): Problem[] {
  const run = spawnSync(
    process.execPath,
    [`${root}/node_modules/typescript/bin/tsc`, "--noEmit", "--pretty", "false"],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const problems = typeProblems(run.stdout);
  if (run.status === 0 || problems.length > 0) return problems;
  const what = `the compiler did not run: ${(run.stderr || run.stdout || String(run.error)).trim().split("\n")[0]}`;
  return [{ path: "tsconfig.json", what, why: "no type was checked", next: "npm ci, then npm run check" }];
}

/** Reads the compiler's lines; exported for the test. */
export function typeProblems(output: string): Problem[] {
  const lines = output.matchAll(/^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/gm);
  return [...lines].map(([, path = "", line, code = "", what = ""]) => ({
    path,
    line: Number(line),
    what,
    why: code,
    next: "make the types say what is true; no cast, no any",
  }));
}
