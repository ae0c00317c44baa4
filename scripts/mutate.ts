import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { addressOf } from "@/db/bootstrap";
import { startTestServer, stopIdleTestServer } from "@/db/testing/test-server";
import { campaignMutations } from "@/scripts/campaign-mutations";
import { catalogueMutations } from "@/scripts/catalogue-mutations";
import { guardMutations } from "@/scripts/guard-mutations";
import { mergeMutations } from "@/scripts/merge-mutations";
import { moneyMutations } from "@/scripts/money-mutations";
import type { Mutation } from "@/scripts/mutation";
import { chosenMutations } from "@/scripts/mutations";
import { peopleMutations } from "@/scripts/people-mutations";
import { sendingMutations } from "@/scripts/sending-mutations";

/**
 * `npm run mutate [-- WORD ...]`: takes each guarantee of the database away in turn (those that hold a WORD) and runs the tests
 * that must notice. Exit 1 when one survives: then a guarantee stands that nobody would miss.
 */
const words = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "touchline-mutate-"));
const asked = [
  ...(await readCatalogue()),
  ...chosenMutations,
  ...guardMutations,
  ...peopleMutations,
  ...mergeMutations,
  ...moneyMutations,
  ...sendingMutations,
  ...campaignMutations,
].filter(({ guarantee }) => words.length === 0 || words.some((word) => guarantee.includes(word)));

console.log("guarantee | taken away by | test that failed | verdict\n--- | --- | --- | ---");
const untouched: Mutation = {
  guarantee: "all of them",
  sql: "",
  tests: [...new Set(asked.flatMap((one) => one.tests))],
};
const whole = await run(untouched);
const healthy = whole.verdict === "SURVIVED";
line(untouched, healthy ? "none, as it should be" : whole.test, healthy ? "sound" : "BROKEN");

let survived = healthy ? 0 : 1;
for (const mutation of healthy ? asked : []) {
  const { verdict, test } = await run(mutation);
  if (verdict !== "noticed") survived++;
  line(mutation, test, verdict);
}
await stopIdleTestServer();
console.log(`\n${asked.length} guarantees, ${survived} not missed by any test`);
process.exit(survived === 0 ? 0 : 1);

function line({ guarantee, sql }: Mutation, test: string, verdict: string): void {
  console.log([guarantee, shortened(sql, 90), shortened(test, 110), verdict].join(" | "));
}

function shortened(text: string, longest: number): string {
  const flat = text.replace(/\s+/g, " ").replaceAll("|", "/");
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat;
}

type Report = { success: boolean; testResults: { assertionResults: { status: string; fullName: string }[] }[] };

async function run({ sql, tests, named }: Mutation): Promise<{ verdict: string; test: string }> {
  if (tests.length === 0) return { verdict: "SURVIVED", test: "no test is named for it" };
  const file = join(folder, "report.json");
  rmSync(file, { force: true });
  // Only the tests that are meant for it: another one that fails beside them proves nothing.
  const only = named ? ["-t", named.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")] : [];
  const bail = sql === "" ? [] : ["--bail=1"];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--project", "db", ...bail, ...only, ...reporters, ...tests],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TOUCHLINE_TEST_MUTATION: sql },
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  const [code] = await once(child, "close");
  if (code === 0) return { verdict: "SURVIVED", test: "" };
  const { success, testResults }: Report = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { success: false, testResults: [] };
  const failed = testResults.flatMap((one) => one.assertionResults).find((one) => one.status === "failed");
  // A promise that nobody awaited ends a run badly although every test passed: bad, but no test's word against a guarantee.
  if (success && sql === "") return { verdict: "SURVIVED", test: "" };
  // What ends without a failed test (a file that could not begin, a promise nobody awaited) says nothing about the tests.
  if (!failed) {
    console.error(/(Unhandled|Error:)[\s\S]{0,2000}/.exec(said)?.[0] ?? `exit ${code}: ${said.slice(-2000)}`);
    return { verdict: "BROKEN", test: "none; the reason stands above" };
  }
  return { verdict: "noticed", test: failed.fullName };
}

async function readCatalogue(): Promise<Mutation[]> {
  const { server } = await startTestServer();
  const name = `test_${Math.floor(Date.now() / 1000)}_mutate`;
  const cluster = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
  await cluster.unsafe(`CREATE DATABASE "${name}" TEMPLATE "${server.template}"`);
  const inside = postgres(addressOf(server.adminUrl, { database: name }), { max: 1 });
  const found = await catalogueMutations(inside);
  await inside.end();
  await cluster.unsafe(`DROP DATABASE "${name}"`);
  await cluster.end();
  return found;
}
