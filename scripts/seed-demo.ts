import { closePools } from "@/db/client";
import { demoSignIns } from "@/lib/demo/sign-ins";
import { type Told, tellDemo } from "@/lib/demo/tell-demo";
import { withStatistics } from "@/lib/jobs/refresh-statistics";
import { withDatabase } from "@/scripts/running-instance";

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
// Whatever still waits for a timer must not hold up a start for a minute.
process.exit();

/** As a part of a start it has the lesser roles' addresses already. */
async function seed(): Promise<Told | null> {
  const tell = () => tellDemo((line) => console.error(line));
  if (process.env.TOUCHLINE_PART === "seed") return withStatistics(tell).finally(closePools);
  return withDatabase(tell);
}
