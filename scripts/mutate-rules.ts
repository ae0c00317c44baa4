import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * `npm run mutate:rules`: lets each rule of the guard in turn find nothing, in a copy of the sources, and runs the guard's own unit tests
 * there. Exit 1 when they pass: then nobody would miss the rule.
 */
const copy = mkdtempSync(join(tmpdir(), "touchline-rules-"));
const file = join(copy, "lib/guard/rules.ts");
for (const part of ["lib", "db", "scripts", "package.json", "tsconfig.json", "vitest.config.ts"])
  cpSync(resolve(part), join(copy, part), { recursive: true });
symlinkSync(resolve("node_modules"), join(copy, "node_modules"));

const whole = readFileSync(file, "utf8");
const list = /const rules: Rule\[\] = \[\n([\s\S]*?)\];/.exec(whole)?.[1] ?? "";
const names = [...list.matchAll(/^ {2}(\w+),$/gm)].map((found) => found[1] ?? "");

console.log("rule that finds nothing | test that failed | verdict\n--- | --- | ---");
const healthy = failureOf(whole) === null;
console.log(`none | ${healthy ? "none, as it should be" : "one"} | ${healthy ? "sound" : "BROKEN"}`);
let missed = healthy && names.length > 0 ? 0 : 1;
for (const name of healthy ? names : []) {
  const failed = failureOf(whole.replace(list, list.replace(`  ${name},\n`, `  { ...${name}, find: () => null },\n`)));
  if (failed === null) missed++;
  console.log(`${name} | ${failed ?? ""} | ${failed === null ? "SURVIVED" : "noticed"}`);
}
rmSync(copy, { recursive: true, force: true });
console.log(`\n${names.length} rules, ${missed} not missed by any test`);
process.exit(missed === 0 ? 0 : 1);

type Report = { testResults: { assertionResults: { status: string; fullName: string }[] }[] };

/** The first test that fails with this text in the place of the rules, or null. */
function failureOf(text: string): string | null {
  writeFileSync(file, text);
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  const ran = spawnSync(
    process.execPath,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--project=unit",
      "--bail=1",
      "--reporter=json",
      `--outputFile=${report}`,
      "lib/guard",
    ],
    { cwd: copy, encoding: "utf8" },
  );
  if (ran.status === 0) return null;
  const { testResults }: Report = JSON.parse(readFileSync(report, "utf8"));
  const failed = testResults.flatMap((one) => one.assertionResults).find((one) => one.status === "failed");
  // A run that ends without a failed test says nothing about the tests.
  if (!failed) throw new Error(`No test ran: ${ran.stdout}${ran.stderr}`.slice(0, 2000));
  return failed.fullName;
}
