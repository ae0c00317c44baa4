import { parseArgs } from "node:util";
import { type Migrated, migrate } from "@/db/migrate";
import { withDatabase } from "@/scripts/running-instance";
import { answerTerminal } from "@/scripts/terminal";

/** `npm run migrate -- [--to N]`: up or down to migration N (`--to=-1`: nothing), also beside a running instance. */
await answerTerminal("npm run --silent migrate -- [--to N]", run);

async function run(): Promise<Migrated> {
  const { values } = parseArgs({ options: { to: { type: "string" } } });
  const to = values.to === undefined ? undefined : Number(values.to);
  if (to !== undefined && !Number.isInteger(to)) throw new Error("--to takes the number of a migration");
  return withDatabase(({ urls }) => migrate(urls.owner, { to }), { migrated: false });
}
