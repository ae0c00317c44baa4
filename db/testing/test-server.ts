import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { addressOf, bootstrap, type RolePasswords, roleUrls } from "@/db/bootstrap";
import { type Embedded, startEmbedded } from "@/db/embedded";
import { waitForFileLock } from "@/db/file-lock";
import { type Home, openHome, openSecrets } from "@/db/home";
import { migrate, readMigrations } from "@/db/migrate";

export type TestServer = { adminUrl: string; passwords: RolePasswords; template: string };

type Started = { server: TestServer; embedded: Pick<Embedded, "adminUrl" | "stop"> };

/**
 * One server for all test runs of this checkout; it stays up between runs, its durability is off. TOUCHLINE_TEST_DATABASE_URL names
 * another PostgreSQL by the address of its superuser; that one is left running.
 */
export async function startTestServer(): Promise<Started> {
  const home = testHome();
  const embedded = await serverFor(home);
  const secrets = openSecrets(home);
  const passwords: RolePasswords = {
    owner: secrets.ownerPassword,
    app: secrets.appPassword,
    system: secrets.systemPassword,
    jobs: secrets.jobsPassword,
  };
  const template = await buildTemplate(home, embedded.adminUrl, passwords);
  return { server: { adminUrl: embedded.adminUrl, passwords, template }, embedded };
}

async function serverFor(home: Home): Promise<Started["embedded"]> {
  const given = process.env.TOUCHLINE_TEST_DATABASE_URL;
  return given ? { adminUrl: given, stop: async () => {} } : startEmbedded({ home, tests: true });
}

/** After the last test run; another run of this checkout that is under way keeps its server. */
export async function stopIdleTestServer(): Promise<void> {
  const embedded = await serverFor(testHome());
  const admin = postgres(embedded.adminUrl, { max: 1 });
  const busy = await admin`
    select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`.finally(() =>
    admin.end(),
  );
  if (busy.length === 0) await embedded.stop();
}

export async function dropDatabase(admin: postgres.Sql, name: string): Promise<void> {
  await admin.unsafe(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

function testHome(): Home {
  const key = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 8);
  return openHome(join(tmpdir(), `touchline-tests-${process.getuid?.() ?? 0}-${key}`));
}

// Named by what went into it, so that a changed migration gets a new template and an unchanged one is found again.
async function buildTemplate(home: Home, adminUrl: string, passwords: RolePasswords): Promise<string> {
  const migrations = existsSync("drizzle/meta/_journal.json") ? readMigrations() : [];
  const template = `template_${hashOf(migrations.map((one) => one.hash).join(), readFileSync("db/bootstrap.ts", "utf8")).slice(0, 12)}`;
  const lock = await waitForFileLock(join(home.run, "template.lock"), 120_000);
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [found] = await admin`select 1 from pg_database where datname = ${template}`;
    if (found) return template;
    await dropLeftovers(admin);
    const draft = `building_${template}`;
    await dropDatabase(admin, draft);
    await bootstrap(adminUrl, passwords, draft);
    if (migrations.length > 0) await migrate(roleUrls(adminUrl, passwords, draft).owner);
    const inside = postgres(addressOf(adminUrl, { database: draft }), { max: 1 });
    await inside`vacuum analyze`.finally(() => inside.end());
    await admin.unsafe(`ALTER DATABASE "${draft}" RENAME TO "${template}"`);
    return template;
  } finally {
    await admin.end();
    lock.release();
  }
}

// Templates of older migrations, and databases of runs that were killed. Other runs' databases are in use and stay.
async function dropLeftovers(admin: postgres.Sql): Promise<void> {
  const idle = await admin<{ datname: string }[]>`
    select datname from pg_database d
    where (datname like 'building\\_%' or datname like 'template\\__%' or datname like 'test\\_%')
      and not exists (select from pg_stat_activity a where a.datname = d.datname)
      and coalesce(nullif(substring(datname from '^test_(\\d+)_'), '')::bigint, 0) < extract(epoch from now()) - 3600`;
  const templates = idle.filter((one) => one.datname.startsWith("template_"));
  const old = templates.length > 4 ? templates : [];
  for (const { datname } of idle.filter((one) => !one.datname.startsWith("template_")).concat(old)) {
    await dropDatabase(admin, datname);
  }
}

function hashOf(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}
