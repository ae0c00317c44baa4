import postgres from "postgres";

export type RoleName = "owner" | "app" | "system" | "jobs";
export type RolePasswords = Record<RoleName, string>;
export type RoleUrls = Record<RoleName, string>;

const logins: RoleName[] = ["owner", "app", "system", "jobs"];
const extensions = ["pg_trgm", "btree_gist", "btree_gin", "pgcrypto", "unaccent", "citext"];

// Two bootstraps at once would update the same roles: "tuple concurrently updated". The lock ends with the connection.
const advisoryLock = 0x746f7564;

/** Roles, database and extensions, made or repaired by an administrator; safe to repeat. Returns the lesser roles' addresses. */
export async function bootstrap(adminUrl: string, passwords: RolePasswords, database: string): Promise<RoleUrls> {
  const cluster = connect(await reachable(adminUrl));
  try {
    await cluster`select pg_advisory_lock(${advisoryLock})`;
    const [server] = await cluster`select current_setting('server_version_num')::int as version`;
    await cluster.unsafe(rolesSql(passwords, server?.version)).simple();
    const [found] = await cluster`select 1 from pg_database where datname = ${database}`;
    if (!found) await cluster.unsafe(`CREATE DATABASE ${quote(database)}`).simple();
    await prepareInside(adminUrl, database);
    // Last: an administrator who is no superuser could not hand over the schema of a database that is no longer his.
    await cluster.unsafe(databaseSql(database)).simple();
  } finally {
    await cluster.end();
  }
  return roleUrls(adminUrl, passwords, database);
}

export function roleUrls(anyUrl: string, passwords: RolePasswords, database: string): RoleUrls {
  const url = (role: RoleName) => addressOf(anyUrl, { database, user: `touchline_${role}`, password: passwords[role] });
  return { owner: url("owner"), app: url("app"), system: url("system"), jobs: url("jobs") };
}

/** For psql in any database: the login roles, and the one that only owns the reviewed search functions. */
export function rolesSql(passwords: RolePasswords, serverVersion: number): string {
  // The owner must not inherit from these two, whose policies see every organization: it only hands functions and the job schema over.
  const grant =
    serverVersion >= 160000
      ? "GRANT touchline_search, touchline_jobs TO touchline_owner WITH INHERIT FALSE, SET TRUE;"
      : "GRANT touchline_search, touchline_jobs TO touchline_owner;";
  const administratorMayHandOver =
    serverVersion >= 160000
      ? "EXECUTE format('GRANT touchline_owner TO %I WITH INHERIT TRUE, SET TRUE', current_user);"
      : "EXECUTE format('GRANT touchline_owner TO %I', current_user);";
  return [
    ...logins.map((role) => createRole(`touchline_${role}`)),
    createRole("touchline_search"),
    "ALTER ROLE touchline_owner NOINHERIT;",
    "ALTER ROLE touchline_search NOLOGIN;",
    ...logins.map((role) => `ALTER ROLE touchline_${role} LOGIN PASSWORD ${literal(passwords[role])};`),
    grant,
    `DO $$ BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN ${administratorMayHandOver} END IF;
END $$;`,
    // Most statements are long and run in a millisecond or two: planning them anew took longer than running them (7 ms of 10 for the
    // guard's question), and compiling them far longer. In the role, because a pooler refuses settings at the start of a connection.
    "ALTER ROLE touchline_app SET plan_cache_mode = 'force_generic_plan';",
    ...logins.map((role) => `ALTER ROLE touchline_${role} SET jit = off;`),
    // A server as it is installed reckons with a disk that turns, and reads whole small tables where an index finds three rows.
    ...logins.map((role) => `ALTER ROLE touchline_${role} SET random_page_cost = 1.1;`),
    ...["app", "system"].flatMap((role) => [
      `ALTER ROLE touchline_${role} SET statement_timeout = '30s';`,
      `ALTER ROLE touchline_${role} SET idle_in_transaction_session_timeout = '60s';`,
    ]),
  ].join("\n");
}

/** For psql in any database, after `insideSql`: whose the database is and who may enter. */
export function databaseSql(database: string): string {
  const name = quote(database);
  return [
    `ALTER DATABASE ${name} OWNER TO touchline_owner;`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC;`,
    `GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO touchline_app, touchline_system, touchline_jobs;`,
  ].join("\n");
}

/** For psql inside the database: extensions and the one schema. */
export function insideSql(database: string): string {
  return [
    `DO $$ BEGIN
  IF current_database() <> ${literal(database)} THEN RAISE 'connect to ${quote(database)} first'; END IF;
  IF current_setting('server_encoding') <> 'UTF8' THEN RAISE 'the database must have the encoding UTF8'; END IF;
END $$;`,
    ...extensions.map((name) => `CREATE EXTENSION IF NOT EXISTS ${name} SCHEMA public;`),
    "ALTER SCHEMA public OWNER TO touchline_owner;",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
    "GRANT USAGE ON SCHEMA public TO touchline_app, touchline_system, touchline_jobs, touchline_search;",
    "GRANT CREATE ON SCHEMA public TO touchline_search; -- ALTER FUNCTION ... OWNER TO asks for it",
  ].join("\n");
}

/** The same server as another user or in another database. */
export function addressOf(url: string, change: { database?: string; user?: string; password?: string }): string {
  const address = new URL(url);
  if (change.database !== undefined) address.pathname = `/${encodeURIComponent(change.database)}`;
  if (change.user !== undefined) address.username = change.user;
  if (change.password !== undefined) address.password = encodeURIComponent(change.password);
  return address.href;
}

// Two bootstraps at once meet here; the second finds the role made.
function createRole(role: string): string {
  return `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role}; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;`;
}

async function prepareInside(adminUrl: string, database: string): Promise<void> {
  const sql = connect(addressOf(adminUrl, { database }));
  try {
    await sql.unsafe(insideSql(database)).simple();
    await refuseUnfit(sql);
  } finally {
    await sql.end();
  }
}

// The administrator's address may name the database that is still to be made.
async function reachable(adminUrl: string): Promise<string> {
  const sql = connect(adminUrl);
  try {
    await sql`select 1`;
    return adminUrl;
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "3D000";
    if (!missing) throw error;
    return addressOf(adminUrl, { database: "postgres" });
  } finally {
    await sql.end();
  }
}

async function refuseUnfit(sql: postgres.Sql): Promise<void> {
  const unfit = await sql<{ rolname: string }[]>`
    select rolname from pg_roles where rolname like 'touchline\\_%' and (rolsuper or rolbypassrls or rolcreaterole)`;
  if (unfit.length === 0) return;
  const names = unfit.map((role) => role.rolname).join(", ");
  throw new Error(`${names} may bypass row-level security here: take SUPERUSER, BYPASSRLS and CREATEROLE from it`);
}

function connect(url: string): postgres.Sql {
  return postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
