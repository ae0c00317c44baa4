import { parseArgs } from "node:util";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { rebuildFigures } from "@/lib/home/rebuild-figures";
import { listParts } from "@/lib/rollups/queries";
import { rebuildPart } from "@/lib/rollups/rebuild-part";
import { rebuildRollups } from "@/lib/rollups/rebuild-rollups";
import type { RollupPart } from "@/lib/rollups/schema";
import { listOrganizations } from "@/scripts/organization-list";
import { withDatabase } from "@/scripts/running-instance";
import { answerTerminal } from "@/scripts/terminal";

const PART = 5000;

/** `npm run rollups:rebuild`: counts the ledger anew while everybody writes on; `mended` is how many counts were wrong. */
await answerTerminal("npm run --silent rollups:rebuild -- [--org SLUG]", async () => {
  const { values } = parseArgs({ options: { org: { type: "string" } } });
  return withDatabase(() => run(values.org));
});

async function recountAll(ctx: Context, left: RollupPart[]): Promise<void> {
  for (let part = left.shift(); part; part = left.shift()) await rebuildPart(ctx, part);
}

async function run(org: string | undefined): Promise<{ organizations: number; mended: number; seconds: number }> {
  const began = performance.now();
  const organizations = await listOrganizations(org);
  const actor = { userId: "", name: "Touchline", role: "admin" as const, via: "script" as const, scopes: [] };
  let mended = 0;
  for (const { id, slug } of organizations) {
    const nobody = { orgId: id, timezone: "UTC", defaultRegion: "US", actor, now: currentTime(), requestId: newId() };
    const parts = await read(nobody, "analytics:read", (tx) => listParts(tx, PART));
    // One part is all there is: counted by itself below. Two go on at the same time, and folding between them.
    const left = parts.length > 1 ? [...parts] : [];
    await Promise.all([1, 2].map(() => recountAll(nobody, left)));
    const found = await rebuildRollups(nobody, { recounted: parts.length > 1 });
    // Does nothing unless a new time zone still waits for its count, whose job was given up.
    await rebuildFigures(nobody, {});
    console.error(`${slug}: ${found.mended === 0 ? "every count was right" : `${found.mended} counts mended`}`);
    mended += found.mended;
  }
  return { organizations: organizations.length, mended, seconds: Math.round((performance.now() - began) / 100) / 10 };
}
