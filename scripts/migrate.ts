import { parseArgs } from "node:util";
import { type Migrated, migrate } from "@/db/migrate";
import { withDatabase } from "@/scripts/running-instance";

/** `npm run migrate -- [--to N]`: up or down to migration N (`--to=-1`: nothing), also beside a running instance. */
try {
  console.log(JSON.stringify(await run()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<Migrated> {
  const { values } = parseArgs({ options: { to: { type: "string" } } });
  const to = values.to === undefined ? undefined : Number(values.to);
  if (to !== undefined && !Number.isInteger(to)) throw new Error("--to takes the number of a migration");
  return withDatabase(({ urls }) => migrate(urls.owner, { to }), { migrated: false });
}
