import { spawnSync } from "node:child_process";
import { z } from "zod";
import type { Problem } from "@/scripts/tree";

const report = z.object({
  diagnostics: z.array(
    z.object({
      severity: z.string(),
      category: z.string(),
      message: z.string(),
      location: z.object({ path: z.string().nullish(), start: z.object({ line: z.number() }).nullish() }).nullish(),
    }),
  ),
});

const nextByCategory: Record<string, string> = {
  format: "npm run format",
  "assist/source/organizeImports": "npm run format",
  "lint/complexity/noExcessiveLinesPerFunction": "split the function; the first part keeps the name",
  "lint/style/noDefaultExport": "export it by name",
  "lint/suspicious/noExplicitAny": "use unknown and narrow it with zod or a type guard",
};

/** Runs `biome ci` below root and turns its report into problems; a Biome that cannot run is a problem itself. */
export function checkLint(root: string): Problem[] {
  const run = spawnSync(process.execPath, [`${root}/node_modules/@biomejs/biome/bin/biome`, ...biomeArguments], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const text = run.stdout.slice(run.stdout.indexOf("{"), run.stdout.lastIndexOf("}") + 1);
  if (text === "") {
    const what = `Biome did not run: ${(run.stderr || String(run.error)).trim().split("\n")[0]}`;
    return [{ path: "biome.json", what, why: "nothing was linted", next: "npm ci, then npm run check" }];
  }
  return lintProblems(text);
}

const biomeArguments = ["ci", "--reporter=json", "--colors=off", "--max-diagnostics=none", "."];

/** Reads Biome's JSON report; exported for the test. */
export function lintProblems(text: string): Problem[] {
  return report
    .parse(JSON.parse(text))
    .diagnostics.filter((one) => one.severity === "error" || one.severity === "warning" || one.severity === "fatal")
    .map((one) => ({
      path: one.location?.path ?? "biome.json",
      line: one.location?.start?.line || undefined,
      what: one.message.split("\n")[0] ?? "",
      why: one.category,
      next: nextByCategory[one.category] ?? `npx biome explain ${one.category.split("/").at(-1)}`,
    }));
}
