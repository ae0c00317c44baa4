import { closePools } from "@/db/client";
import { demoSignIns } from "@/lib/demo/sign-ins";
import { type Told, tellDemo } from "@/lib/demo/tell-demo";
import { withDatabase } from "@/scripts/running-instance";
import { withStatistics } from "@/scripts/young-database";

/** The demo's story into a database that has none; a whole one stays as it is. A part of `npm start`, or by hand. */
try {
  const started = performance.now();
  const { leads, steps } = (await seed()) ?? { leads: 0, steps: 0 };
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  console.log(JSON.stringify({ leads, steps, sign_ins: demoSignIns.length, seconds }));
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}

/** As a part of a start it has the lesser roles' addresses, and the supervisor sees to the statistics. */
async function seed(): Promise<Told | null> {
  const tell = () => {
    planOnce();
    return tellDemo((line) => console.error(line));
  };
  if (process.env.TOUCHLINE_PART === "seed") return tell().finally(closePools);
  return withDatabase(({ urls }) => withStatistics(urls.owner, tell));
}

/** The guard's question is long: planning it anew for every lead takes 8 ms of 10. A pooler would refuse the setting. */
function planOnce(): void {
  if (!process.env.DATABASE_APP_URL || process.env.DATABASE_DIRECT_URL) return;
  const address = new URL(process.env.DATABASE_APP_URL);
  address.searchParams.set("plan_cache_mode", "force_generic_plan");
  process.env.DATABASE_APP_URL = address.href;
}
