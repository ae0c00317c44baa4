import { parseArgs } from "node:util";
import { inOrganization } from "@/db/tenant";
import { type Check, checkNames, checkOrganization } from "@/lib/integrity/queries";
import { listOrganizations } from "@/scripts/organization-list";
import { withDatabase } from "@/scripts/running-instance";
import { answerTerminal } from "@/scripts/terminal";

/** `npm run integrity`: recounts everything that is kept twice; `count` is how many rows disagree. */
await answerTerminal("npm run --silent integrity -- [--org SLUG]", async () => {
  const { values } = parseArgs({ options: { org: { type: "string" } } });
  const checks = await withDatabase(() => run(values.org));
  return { ok: checks.every((check) => check.ok), checks };
});

async function run(org: string | undefined): Promise<Check[]> {
  const sums = new Map(checkNames.map((name) => [name, 0]));
  for (const { id, slug } of await listOrganizations(org)) {
    const checks = await inOrganization(id, checkOrganization);
    for (const { name, count } of checks) sums.set(name, (sums.get(name) ?? 0) + count);
    const bad = checks.filter((check) => !check.ok).map(({ name, count }) => `${name}: ${count}`);
    console.error(`${slug}: ${bad.length > 0 ? bad.join(", ") : "everything agrees"}`);
  }
  return [...sums].map(([name, count]) => ({ name, ok: count === 0, count }));
}
