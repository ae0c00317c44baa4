import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { migrateJobs } from "@/db/migrate-jobs";

export type Migration = { idx: number; tag: string; up: string; hash: string; downFile: string };
export type Migrated = { applied: string[]; reverted: string[]; at: number };

// One number for every Touchline in this database server: "touc" as an integer.
const advisoryLock = 0x746f7563;

/**
 * Brings the schema to migration `to` (default: the last), up or down, as the owner; -1 takes everything back.
 * Each migration commits by itself, so a failure leaves the schema at the last good one.
 */
export async function migrate(
  ownerUrl: string,
  { to, folder = "drizzle" }: { to?: number; folder?: string } = {},
): Promise<Migrated> {
  const migrations = readMigrations(folder);
  const target = to ?? migrations.at(-1)?.idx ?? -1;
  if (target !== -1 && !migrations.some((one) => one.idx === target))
    throw new Error(`There is no migration ${target}`);
  const sql = postgres(ownerUrl, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await takeTurn(sql);
    await sql`set lock_timeout = '2s'`;
    const done = await readDone(sql);
    refuseStrangers(migrations, done);
    const applied: string[] = [];
    const reverted: string[] = [];
    for (const one of migrations.toReversed().filter((each) => each.idx > target && done.has(each.idx))) {
      await inTurn(one, () => takeBack(sql, one));
      reverted.push(one.tag);
    }
    for (const one of migrations.filter((each) => each.idx <= target && !done.has(each.idx))) {
      await inTurn(one, () => apply(sql, one));
      applied.push(one.tag);
    }
    await migrateJobs(sql, ownerUrl);
    return { applied, reverted, at: target };
  } finally {
    await sql.end();
  }
}

/** In the order of drizzle's journal; a file that is not in it would never run, so it is refused. */
export function readMigrations(folder = "drizzle"): Migration[] {
  const root = resolve(folder);
  const journal: { entries: { idx: number; tag: string }[] } = JSON.parse(
    readFileSync(join(root, "meta", "_journal.json"), "utf8"),
  );
  const known = new Set(journal.entries.map(({ tag }) => `${tag}.sql`));
  const forgotten = readdirSync(root).filter((name) => name.endsWith(".sql") && !known.has(name));
  if (forgotten.length > 0) throw new Error(`Not in drizzle/meta/_journal.json: ${forgotten.join(", ")}`);
  return journal.entries
    .toSorted((a, b) => a.idx - b.idx)
    .map(({ idx, tag }) => {
      const up = readFileSync(join(root, `${tag}.sql`), "utf8");
      const hash = createHash("sha256").update(up).digest("hex");
      return { idx, tag, up, hash, downFile: join(root, "down", `${tag}.sql`) };
    });
}

// Waiting in pg_advisory_lock would be cut by lock_timeout; a second migration waits for the first up to a minute.
async function takeTurn(sql: postgres.Sql): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const [row] = await sql`select pg_try_advisory_lock(${advisoryLock}) as mine`;
    if (row?.mine) return;
    await sleep(100);
  }
  throw new Error("Another migration of this database has been running for a minute");
}

async function readDone(sql: postgres.Sql): Promise<Map<number, { tag: string; hash: string }>> {
  await sql
    .unsafe(`
      CREATE SCHEMA IF NOT EXISTS touchline_meta;
      CREATE TABLE IF NOT EXISTS touchline_meta.migrations (
        idx integer PRIMARY KEY, tag text NOT NULL, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
      GRANT USAGE ON SCHEMA touchline_meta TO touchline_app, touchline_system, touchline_jobs;
      GRANT SELECT ON touchline_meta.migrations TO touchline_app, touchline_system, touchline_jobs;`)
    .simple();
  const rows = await sql<
    { idx: number; tag: string; hash: string }[]
  >`select idx, tag, hash from touchline_meta.migrations`;
  return new Map(rows.map((row) => [row.idx, row]));
}

function refuseStrangers(migrations: Migration[], done: Map<number, { tag: string; hash: string }>): void {
  for (const [idx, { tag, hash }] of done) {
    const known = migrations.find((one) => one.idx === idx);
    if (!known) throw new Error(`The database has migration ${tag}, which this version does not know: it is newer`);
    if (known.hash !== hash)
      throw new Error(`Migration ${known.tag} was changed after it was applied here: write a new one`);
  }
}

async function apply(sql: postgres.Sql, one: Migration): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(one.up).simple();
    await tx`insert into touchline_meta.migrations (idx, tag, hash) values (${one.idx}, ${one.tag}, ${one.hash})`;
  });
}

async function takeBack(sql: postgres.Sql, one: Migration): Promise<void> {
  if (!existsSync(one.downFile)) throw new Error(`${one.tag} has no down`);
  const down = readFileSync(one.downFile, "utf8");
  const refusal = /^-- no way down:(.*)/.exec(down);
  if (refusal) throw new Error(`${one.tag} has no way down:${refusal[1]}`);
  await sql.begin(async (tx) => {
    await tx.unsafe(down).simple();
    await tx`delete from touchline_meta.migrations where idx = ${one.idx}`;
  });
}

// A lock that a running statement holds is waited for in short turns, so that nobody queues behind the migration for long.
async function inTurn(one: Migration, run: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      const locked = error instanceof Error && "code" in error && error.code === "55P03";
      if (!locked || tries === 5) throw new Error(`Migration ${one.tag} failed: ${wordsOf(error)}`, { cause: error });
      await sleep(500 * tries);
    }
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const where = "where" in error && error.where ? ` (${error.where})` : "";
  return `${error.message}${where}`;
}
