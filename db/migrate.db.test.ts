import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { bootstrap } from "@/db/bootstrap";
import { migrate } from "@/db/migrate";
import { testDatabase } from "@/db/testing/test-database";

const { urls, owner, admin, name } = await testDatabase();

describe("migrations", () => {
  test("go up in order, down in reverse, and up again", async () => {
    const folder = migrationFolder({
      "1000_cups": ["create table cups (id int primary key)", "drop table cups"],
      "1001_tea": ["create table tea (cup int references cups)", "drop table tea"],
    });
    await emptySchema();
    expect(await migrate(urls.owner, { folder })).toEqual({ applied: ["1000_cups", "1001_tea"], reverted: [], at: 1 });
    expect(await migrate(urls.owner, { folder })).toEqual({ applied: [], reverted: [], at: 1 });
    expect((await migrate(urls.owner, { folder, to: -1 })).reverted).toEqual(["1001_tea", "1000_cups"]);
    expect(await owner`select to_regclass('cups') as table`).toEqual([{ table: null }]);
    expect((await migrate(urls.owner, { folder, to: 0 })).applied).toEqual(["1000_cups"]);
  });

  test("leave the last good state when one fails, and name the one that failed", async () => {
    const folder = migrationFolder({
      "1000_good": ["create table good (id int)", "drop table good"],
      "1001_bad": ["create table half (id int); select 1 / 0", ""],
    });
    await emptySchema();
    await expect(migrate(urls.owner, { folder })).rejects.toThrow(/1001_bad failed: division by zero/);
    const [row] = await owner`select to_regclass('good') is not null as good, to_regclass('half') is null as clean`;
    expect(row).toEqual({ good: true, clean: true });
  });

  test("that run at the same time apply each one once", async () => {
    const folder = migrationFolder({ "1000_once": ["create table once (id int); select pg_sleep(0.2)", ""] });
    await emptySchema();
    const all = await Promise.all([1, 2, 3].map(() => migrate(urls.owner, { folder })));
    expect(all.flatMap((one) => one.applied)).toEqual(["1000_once"]);
  });

  test("refuse one that was changed after it was applied, and one that says it has no way down", async () => {
    await emptySchema();
    await migrate(urls.owner, {
      folder: migrationFolder({ "1000_a": ["create table a (id int)", "-- no way down: kept"] }),
    });
    const changed = migrationFolder({ "1000_a": ["create table a (id bigint)", "-- no way down: kept"] });
    await expect(migrate(urls.owner, { folder: changed })).rejects.toThrow(/changed after it was applied/);
    const same = migrationFolder({ "1000_a": ["create table a (id int)", "-- no way down: kept"] });
    await expect(migrate(urls.owner, { folder: same, to: -1 })).rejects.toThrow(/no way down: kept/);
  });

  test("refuse a file that the journal does not name, because it would never run", async () => {
    const folder = migrationFolder({ "0000_a": ["select 1", "select 1"] });
    writeFileSync(join(folder, "0001_b.sql"), "select 1");
    await expect(migrate(urls.owner, { folder })).rejects.toThrow("0001_b.sql");
  });

  test("wait for a lock that is held for a moment instead of failing", async () => {
    await emptySchema();
    await owner`create table busy (id int)`;
    const folder = migrationFolder({ "1000_wait": ["alter table busy add column more int", ""] });
    let migrated: Promise<unknown> = Promise.resolve();
    await owner.begin(async (tx) => {
      await tx`lock table busy in access exclusive mode`;
      migrated = migrate(urls.owner, { folder });
      await tx`select pg_sleep(2.5)`;
    });
    expect(await migrated).toMatchObject({ applied: ["1000_wait"] });
  });
});

describe("bootstrap", () => {
  test("can be repeated, and leaves no role that bypasses row-level security", async () => {
    const { adminUrl, passwords } = inject("testServer");
    const again = await bootstrap(adminUrl, passwords, name);
    expect(again).toEqual(urls);
    const roles = await admin`
      select rolname, rolcanlogin from pg_roles
      where rolname like 'touchline\_%' and not rolsuper and not rolbypassrls order by 1`;
    expect(roles.map((role) => [role.rolname, role.rolcanlogin])).toEqual([
      ["touchline_app", true],
      ["touchline_jobs", true],
      ["touchline_owner", true],
      ["touchline_search", false],
      ["touchline_system", true],
    ]);
  });

  test("lets the owner hand a function to touchline_search, but not read with its eyes", async () => {
    await emptySchema();
    await owner.unsafe(`
      create table seen (id int); insert into seen values (1);
      alter table seen enable row level security; alter table seen force row level security;
      create policy search_sees on seen for select to touchline_search using (true);
      create function find_seen() returns bigint language sql security definer set search_path = public
        as 'select count(*) from seen';
      grant select on seen to touchline_search;
      alter function find_seen() owner to touchline_search;`);
    expect(await owner`select count(*)::int as rows from seen`).toEqual([{ rows: 0 }]);
    expect(await owner`select find_seen()::int as rows`).toEqual([{ rows: 1 }]);
  });
});

async function emptySchema(): Promise<void> {
  await owner.unsafe("drop schema if exists touchline_meta cascade");
  await admin.unsafe("drop schema public cascade; create schema public authorization touchline_owner");
  await admin.unsafe("grant usage, create on schema public to touchline_search");
}

function migrationFolder(migrations: Record<string, [up: string, down: string]>): string {
  const folder = mkdtempSync(join(tmpdir(), "migrations-"));
  mkdirSync(join(folder, "down"));
  mkdirSync(join(folder, "meta"));
  const entries = Object.keys(migrations).map((tag, idx) => ({ idx, tag }));
  writeFileSync(join(folder, "meta", "_journal.json"), JSON.stringify({ entries }));
  for (const [tag, [up, down]] of Object.entries(migrations)) {
    writeFileSync(join(folder, `${tag}.sql`), up);
    writeFileSync(join(folder, "down", `${tag}.sql`), down);
  }
  return folder;
}
