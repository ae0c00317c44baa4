import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { databaseSql, insideSql, type RolePasswords, rolesSql, roleUrls } from "@/db/bootstrap";
import { answerTerminal } from "@/scripts/terminal";

const options = {
  database: { type: "string", default: "touchline" },
  "server-version": { type: "string", default: "18" },
} as const;

/** `npm run bootstrap-sql`: what a DBA runs with psql, once. */
await answerTerminal("npm run --silent bootstrap-sql -- [--database touchline] [--server-version 18]", async () => {
  const { database, "server-version": version } = parseArgs({ options }).values;
  if (!/^1[5-8]$/.test(version)) throw new Error("--server-version takes 15 to 18");
  return scriptFor(database, Number(version));
});

function scriptFor(database: string, version: number): string {
  const password = () => randomBytes(18).toString("base64url");
  const passwords: RolePasswords = { owner: password(), app: password(), system: password(), jobs: password() };
  const urls = roleUrls("postgres://HOST:5432/", passwords, database);
  return `-- Touchline: run as an administrator with psql, for PostgreSQL ${version}, then start Touchline with
--   DATABASE_OWNER_URL=${urls.owner}
--   DATABASE_APP_URL=${urls.app}
--   DATABASE_SYSTEM_URL=${urls.system}
--   DATABASE_JOBS_URL=${urls.jobs}
-- The passwords were made just now and are stored nowhere else.
\\set ON_ERROR_STOP on
${rolesSql(passwords, version * 10_000)}
CREATE DATABASE "${database}" TEMPLATE template0 ENCODING 'UTF8';
\\connect "${database}"
${insideSql(database)}
${databaseSql(database)}`;
}
