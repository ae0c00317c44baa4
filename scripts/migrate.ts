import { parseArgs } from "node:util";
import { openHome } from "@/db/home";
import { migrate } from "@/db/migrate";
import { withDatabase } from "@/scripts/running-instance";

/** `npm run migrate -- [--to N]`: up or down to migration N (-1: nothing), also beside a running instance. */
const { values } = parseArgs({ options: { to: { type: "string" } } });
const to = values.to === undefined ? undefined : Number(values.to);
if (to !== undefined && !Number.isInteger(to)) throw new Error("--to takes the number of a migration");
try {
  const done = await withDatabase(({ urls }) => migrate(urls.owner, { to }), { home: openHome(), migrated: false });
  console.log(JSON.stringify(done));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
