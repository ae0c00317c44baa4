import { parseArgs } from "node:util";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { rebuildRollups } from "@/lib/rollups/rebuild-rollups";
import { listOrganizations } from "@/scripts/organization-list";
import { withDatabase } from "@/scripts/running-instance";
import { answerTerminal } from "@/scripts/terminal";

/** `npm run rollups:rebuild`: counts the ledger anew while everybody writes on; `mended` is how many counts were wrong. */
await answerTerminal("npm run --silent rollups:rebuild -- [--org SLUG]", async () => {
  const { values } = parseArgs({ options: { org: { type: "string" } } });
  return withDatabase(() => run(values.org));
});

async function run(org: string | undefined): Promise<{ organizations: number; mended: number; seconds: number }> {
  const began = performance.now();
  const organizations = await listOrganizations(org);
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
