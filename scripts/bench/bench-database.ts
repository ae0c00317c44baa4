import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { addressOf, bootstrap, type RoleUrls, roleUrls } from "@/db/bootstrap";
import type { Embedded } from "@/db/embedded";
import { type Home, openSecrets } from "@/db/home";
import { migrate, readMigrations } from "@/db/migrate";
import { fillDatabase, type Size } from "@/scripts/bench/fill-database";
import { passwordsOf } from "@/scripts/supervisor/database";

export type BenchDatabase = { name: string; adminUrl: string; urls: RoleUrls; built: Date; bytes: number };

/** Slots and "the last 30 days" grow old: a database is used for two weeks. */
const usableDays = 14;

/** The database of this size, made when it is not there, by what made it: size, migrations, and the SQL that fills it. */
export async function openBenchDatabase(home: Home, embedded: Embedded, size: Size, say: (line: string) => void) {
  const passwords = passwordsOf(openSecrets(home));
  const name = `bench_${size.leads}_${size.communications}_${hashOfMakers()}`;
  const cluster = postgres(embedded.adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [found] = await cluster<{ built: string | null }[]>`
      select shobj_description(oid, 'pg_database') as built from pg_database where datname = ${name}`;
    const age = found?.built ? (Date.now() - Date.parse(found.built)) / 86_400_000 : Number.POSITIVE_INFINITY;
    if (age > usableDays) {
      await cluster.unsafe(`drop database if exists "${name}" with (force)`);
      await build(cluster, embedded.adminUrl, passwords, name, size, say);
    }
    const [row] = await cluster<{ built: string; bytes: string }[]>`
      select shobj_description(oid, 'pg_database') as built, pg_database_size(oid)::text as bytes from pg_database where datname = ${name}`;
    if (!row) throw new Error("The database was just built");
    const database: BenchDatabase = {
      name,
      adminUrl: addressOf(embedded.adminUrl, { database: name }),
      urls: roleUrls(embedded.adminUrl, passwords, name),
      built: new Date(row.built),
      bytes: Number(row.bytes),
    };
    return database;
  } finally {
    await cluster.end();
  }
}

async function build(
  cluster: postgres.Sql,
  adminUrl: string,
  passwords: ReturnType<typeof passwordsOf>,
  name: string,
  size: Size,
  say: (line: string) => void,
): Promise<void> {
  const began = performance.now();
  const built = new Date();
  const draft = `building_${name}`;
  say(`building ${name}: ${size.leads} leads, ${size.communications} touches`);
  await cluster.unsafe(`drop database if exists "${draft}" with (force)`);
  const urls = await bootstrap(adminUrl, passwords, draft);
  await migrate(urls.owner);
  const admin = postgres(addressOf(adminUrl, { database: draft }), { max: 1, onnotice: () => {}, max_lifetime: null });
  const sql = await admin.reserve();
  await fillDatabase(sql, size, built, (line) => say(`${seconds(began)} s ${line}`));
  await sql`vacuum (analyze)`;
  sql.release();
  await admin.end();
  await cluster.unsafe(`comment on database "${draft}" is '${built.toISOString()}'`);
  await cluster.unsafe(`alter database "${draft}" rename to "${name}"`);
  say(`built in ${seconds(began)} s`);
}

function hashOfMakers(): string {
  const fill = join(import.meta.dirname, "fill");
  const files = [...readdirSync(fill).map((file) => join(fill, file)), join(import.meta.dirname, "fill-database.ts")];
  const hash = createHash("sha256").update(
    readMigrations()
      .map((one) => one.hash)
      .join(),
  );
  for (const file of files.sort()) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 10);
}

const seconds = (began: number) => Math.round((performance.now() - began) / 1000);
