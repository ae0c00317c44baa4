import { parseArgs } from "node:util";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { rebuildRollups } from "@/lib/rollups/rebuild-rollups";
import { listOrganizations } from "@/scripts/organization-list";
import { withDatabase } from "@/scripts/running-instance";

/** `npm run --silent rollups:rebuild -- [--org SLUG]`: counts the ledger anew while everybody writes on; `mended` is how many counts were wrong. */
try {
  const answer = await withDatabase(run);
  console.log(JSON.stringify(answer));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<{ organizations: number; mended: number; seconds: number }> {
  const { values } = parseArgs({ options: { org: { type: "string" } } });
  const began = performance.now();
  const organizations = await listOrganizations(values.org);
  const actor = { userId: "", name: "Touchline", role: "admin" as const, via: "script" as const, scopes: [] };
  let mended = 0;
  for (const { id, slug } of organizations) {
    const nobody = { orgId: id, timezone: "UTC", defaultRegion: "US", actor, now: currentTime(), requestId: newId() };
    const found = await rebuildRollups(nobody, {});
    console.error(`${slug}: ${found.mended === 0 ? "every count was right" : `${found.mended} counts mended`}`);
    mended += found.mended;
  }
  return { organizations: organizations.length, mended, seconds: Math.round((performance.now() - began) / 100) / 10 };
}
