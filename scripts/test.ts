import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopIdleTestServer } from "@/db/testing/test-server";
import { type Counts, countVitest, report, total, withEnding } from "@/scripts/testing/counts";
import { runEndToEnd } from "@/scripts/testing/end-to-end";
import { runNode } from "@/scripts/testing/run-program";

/** `npm test`: everything. The last line is `N passed, N failed`; a check, a build or a start that fails is a failed test. */
const steps: [name: string, run: () => Promise<Counts>][] = [
  ["checks and types", () => asOneTest("npm run check", runNode(["--import", "tsx", "scripts/check.ts"]))],
  ["unit, database and life-cycle tests", runVitest],
  ["journeys in a browser", () => runEndToEnd()],
];

const results: Counts[] = [];
for (const [name, run] of steps) {
  console.log(`\n== ${name}`);
  results.push(await run().catch((error) => asFailure(name, error)));
}
await stopIdleTestServer();
const sum = total(results);
console.log(`\n${report(sum)}`);
process.exit(sum.failed.length === 0 ? 0 : 1);

async function runVitest(): Promise<Counts> {
  const file = join(mkdtempSync(join(tmpdir(), "touchline-report-")), "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await runNode(["node_modules/vitest/vitest.mjs", "run", ...reporters]);
  return withEnding(countVitest(JSON.parse(readFileSync(file, "utf8"))), code);
}

async function asOneTest(name: string, run: Promise<number>): Promise<Counts> {
  const ok = (await run) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? [] : [name], skipped: [] };
}

function asFailure(name: string, error: unknown): Counts {
  console.error(error instanceof Error ? error.message : error);
  return { passed: 0, failed: [name], skipped: [] };
}
