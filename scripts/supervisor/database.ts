import { existsSync } from "node:fs";
import postgres from "postgres";
import { bootstrap, type RolePasswords, type RoleUrls, roleUrls } from "@/db/bootstrap";
import { type Embedded, startEmbedded } from "@/db/embedded";
import { type Home, openSecrets, type Secrets } from "@/db/home";

export type OpenDatabase = { urls: RoleUrls; embedded?: Embedded };

/**
 * The database that the environment names, ready to be migrated: `DATABASE_URL` (an administrator), else the four roles'
 * own addresses, else the embedded one. Only here the administrator's address is ever used.
 */
export async function openDatabase(home: Home): Promise<OpenDatabase> {
  const passwords = passwordsOf(openSecrets(home));
  const given = namedByEnvironment(passwords);
  if (given) {
    if (process.env.DATABASE_URL)
      await bootstrap(process.env.DATABASE_URL, passwords, databaseName(process.env.DATABASE_URL));
    return { urls: given };
  }
  const embedded = await startEmbedded({ home });
  return { urls: await bootstrap(embedded.adminUrl, passwords, "touchline"), embedded };
}

/** The addresses of an outside database, or undefined when the embedded one is meant. */
export function namedByEnvironment(passwords: RolePasswords): RoleUrls | undefined {
  const admin = process.env.DATABASE_URL;
  if (admin) return roleUrls(admin, passwords, databaseName(admin));
  const urls = {
    owner: process.env.DATABASE_OWNER_URL,
    app: process.env.DATABASE_APP_URL,
    system: process.env.DATABASE_SYSTEM_URL,
    jobs: process.env.DATABASE_JOBS_URL,
  };
  if (!Object.values(urls).some(Boolean)) return undefined;
  const { owner, app, system, jobs } = urls;
  if (owner && app && system && jobs) return { owner, app, system, jobs };
  const missing = Object.entries(urls).filter(([, url]) => !url);
  const names = missing.map(([role]) => `DATABASE_${role.toUpperCase()}_URL`).join(", ");
  throw new Error(
    `Without DATABASE_URL all four roles' addresses are needed; missing: ${names} (see npm run bootstrap-sql)`,
  );
}

/** The same roles at the port that the embedded server has now. */
export function portChanged(urls: RoleUrls, port: number, passwords: RolePasswords): RoleUrls {
  const address = new URL(urls.owner);
  address.port = String(port);
  return roleUrls(address.href, passwords, decodeURIComponent(address.pathname.slice(1)));
}

export function passwordsOf(secrets: Secrets): RolePasswords {
  return {
    owner: secrets.ownerPassword,
    app: secrets.appPassword,
    system: secrets.systemPassword,
    jobs: secrets.jobsPassword,
  };
}

/** What the web, the worker and the seed may know: the lesser roles' addresses and the secrets, never an administrator's. */
export function productEnvironment(home: Home, urls: RoleUrls): NodeJS.ProcessEnv {
  const secrets = openSecrets(home);
  const withheld = /^(DATABASE_URL|DATABASE_OWNER_URL|PG[A-Z]+)$/;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !withheld.test(name)));
  return {
    ...inherited,
    NODE_ENV: "production",
    DATABASE_APP_URL: urls.app,
    DATABASE_SYSTEM_URL: urls.system,
    DATABASE_JOBS_URL: urls.jobs,
    TOUCHLINE_HOME: home.root,
    TOUCHLINE_ENCRYPTION_KEY: secrets.encryptionKey,
    TOUCHLINE_HASH_KEY: secrets.hashKey,
    NEXTAUTH_SECRET: secrets.authSecret,
    NEXTAUTH_URL: process.env.TOUCHLINE_URL || undefined,
    AUTH_TRUST_HOST: "1",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** Demo organizations have a password that everybody knows. */
export async function listDemoOrganizations(urls: RoleUrls): Promise<string[]> {
  const rows = await askSystem(urls, (sql) => sql`select slug from organizations where demo order by slug`);
  return rows.map((row) => String(row.slug));
}

/** Whether the demo was told to its end: the admin of the organization `other` joins last. */
export async function isDemoWhole(urls: RoleUrls): Promise<boolean> {
  const rows = await askSystem(
    urls,
    (sql) => sql`
      select 1 from memberships m join users u on u.id = m.user_id join organizations o on o.id = m.org_id
      where o.demo and o.slug = 'other' and u.email = 'admin@other.example'`,
  );
  return rows.length > 0;
}

async function askSystem(urls: RoleUrls, ask: (sql: postgres.Sql) => Promise<postgres.RowList<postgres.Row[]>>) {
  const sql = postgres(urls.system, { max: 1, onnotice: () => {} });
  try {
    return await ask(sql);
  } finally {
    await sql.end();
  }
}

export function loadDotEnv(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

function databaseName(adminUrl: string): string {
  const named = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  return ["", "postgres", "template1"].includes(named) ? "touchline" : named;
}
