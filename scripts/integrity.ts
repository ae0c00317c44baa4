import { parseArgs } from "node:util";
import { inOrganization } from "@/db/tenant";
import { type Check, checkNames, checkOrganization } from "@/lib/integrity/queries";
import { listOrganizations } from "@/scripts/organization-list";
import { withDatabase } from "@/scripts/running-instance";

/** `npm run --silent integrity -- [--org SLUG]`: recounts everything that is kept twice; `count` is how many rows disagree. */
try {
  const checks = await withDatabase(run);
  const ok = checks.every((check) => check.ok);
  console.log(JSON.stringify({ ok, checks }));
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<Check[]> {
  const { values } = parseArgs({ options: { org: { type: "string" } } });
  const sums = new Map(checkNames.map((name) => [name, 0]));
  for (const { id, slug } of await listOrganizations(values.org)) {
    const checks = await inOrganization(id, checkOrganization);
    for (const { name, count } of checks) sums.set(name, (sums.get(name) ?? 0) + count);
    const bad = checks.filter((check) => !check.ok).map(({ name, count }) => `${name}: ${count}`);
    console.error(`${slug}: ${bad.length > 0 ? bad.join(", ") : "everything agrees"}`);
  }
  return [...sums].map(([name, count]) => ({ name, ok: count === 0, count }));
}
