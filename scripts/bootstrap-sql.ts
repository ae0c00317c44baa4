import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { databaseSql, insideSql, type RolePasswords, rolesSql, roleUrls } from "@/db/bootstrap";

/** `npm run --silent bootstrap-sql -- [--database touchline] [--server-version 18]`: what a DBA runs with psql, once. */
const { values } = parseArgs({
  options: { database: { type: "string", default: "touchline" }, "server-version": { type: "string", default: "18" } },
});
const password = () => randomBytes(18).toString("base64url");
const passwords: RolePasswords = { owner: password(), app: password(), system: password(), jobs: password() };
const urls = roleUrls("postgres://HOST:5432/", passwords, values.database);

console.log(`-- Touchline: run as an administrator with psql, for PostgreSQL ${values["server-version"]}, then start Touchline with
--   DATABASE_OWNER_URL=${urls.owner}
--   DATABASE_APP_URL=${urls.app}
--   DATABASE_SYSTEM_URL=${urls.system}
--   DATABASE_JOBS_URL=${urls.jobs}
-- The passwords were made just now and are stored nowhere else.
\\set ON_ERROR_STOP on
${rolesSql(passwords, Number(values["server-version"]) * 10_000)}
CREATE DATABASE "${values.database}" TEMPLATE template0 ENCODING 'UTF8';
\\connect "${values.database}"
${insideSql(values.database)}
${databaseSql(values.database)}`);
