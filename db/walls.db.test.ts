import type postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { sweepTable } from "@/db/testing/sweep";
import { testDatabase } from "@/db/testing/test-database";
import { idOf } from "@/db/testing/wall-words";
import { fillAttached, fillOrganization, readCatalogue } from "@/db/testing/walls";

const { admin } = await testDatabase();
const catalogue = await readCatalogue(admin);
const undo = Symbol("undo");

// Every right granted, every trigger and check off: in this database the policies and the foreign keys stand alone.
beforeAll(async () => {
  await admin.unsafe(`
    grant all on all tables in schema public to touchline_app, touchline_owner;
    do $$ declare t regclass; k record; begin
      for k in select conrelid::regclass as t, conname from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace loop
        execute format('alter table %s drop constraint %I', k.t, k.conname);
      end loop;
      for t in select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
        execute format('alter table %s disable trigger user', t);
      end loop; end $$`);
  await admin.begin(async (sql) => {
    for (const org of ["a", "b"]) {
      await fillOrganization(sql, org);
      await fillAttached(sql, org);
    }
  });
});

describe("another organization", () => {
  it.each(catalogue.tables)("can neither see, write, take nor reference a row of %s", async (table) => {
    expect(await broken(table)).toEqual([]);
  });

  it("sees, changes and becomes no organization but its own", async () => {
    const own = idOf("b", "org");
    expect([...(await asB((sql) => sql`select id from organizations`))]).toEqual([{ id: own }]);
    expect([...(await asB((sql) => sql`update organizations set name = 'taken' returning id`))]).toEqual([{ id: own }]);
    expect([
      ...(await asB((sql) => sql`delete from organizations where id = ${idOf("a", "org")} returning id`)),
    ]).toEqual([]);
    const takeOver = asB((sql) => sql`update organizations set id = gen_random_uuid() returning id`);
    await expect(takeOver).rejects.toMatchObject({ code: "42501" });
  });

  it("sees nothing of it through any view", async () => {
    const views =
      await admin`select c.relname as name, (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attname in ('org_id', 'company_id')
      order by a.attname = 'org_id' desc limit 1) as org from pg_class c where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace and c.relname !~ '^pg_'`;
    expect(views.length).toBeGreaterThan(3);
    for (const { name, org } of views) {
      const seen = await asB((sql) => sql`select ${sql(org)} as org from ${sql(name)}`);
      expect([name, seen.map((row) => row.org)]).toEqual([name, seen.map(() => idOf("b", "org"))]);
      expect([name, seen.length > 0]).toEqual([name, true]);
    }
  });

  it("does not reach what the triggers call", async () => {
    for (const call of ["recompute_lead_summary", "recompute_thread_summary", "write_lead_search"]) {
      const called = asB((sql) => sql.unsafe(`select ${call}(array['${idOf("b", "leads1")}']::uuid[])`));
      await expect(called).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("finds and changes nothing of it through the functions that run with other rights", async () => {
    const lead = idOf("a", "leads1");
    await asB(async (sql) => {
      const near = (lead: string, company: string) =>
        sql`select id from similar_touch('a text that is long enough to be compared', ${lead}, array['a@b.example'], array[${company}::uuid],
          array['b.example'], array['a-1', 'b-1'], now(), 36500, 0.3)`;
      expect(await near(lead, idOf("a", "companies1"))).toEqual([]);
      expect(await near(idOf("b", "leads1"), idOf("b", "companies1"))).toHaveLength(1);
      expect(await sql`select * from leads_at('email', 'a@b.example')`).toHaveLength(2);
      expect(await sql`select * from search_transcripts('delta', 100)`).toHaveLength(2);
      expect(await sql`select id from similar_companies('a-1', 10) id`).toEqual([]);
      expect(await sql`select id from similar_companies('b-1', 10) id`).toEqual([{ id: idOf("b", "companies1") }]);
      expect(await sql`select * from waiting_mail(array['a-1', 'b-1'])`).toEqual([]);
      expect(await sql`select id from search_companies('a-1', null, null, 10) id`).toEqual([]);
      expect(await sql`select id from search_companies('b-1', null, null, 10) id`).toEqual([
        { id: idOf("b", "companies1") },
      ]);
      for (const words of ["d", "delta"]) expect(await sql`select * from search_leads(${words}, 100)`).toHaveLength(2);
      expect(await sql`select * from find_dnc_entries(${lead}, 'email', 'a-1', null, now())`).toEqual([]);
      return [];
    }, true);
  });
});

describe("the sweep notices", () => {
  const breaks: [string, (table: string) => string, RegExp][] = [
    ["a dropped policy", (t) => `drop policy tenant on ${t}`, /sees less than its own rows/],
    ["a policy that reads everything", (t) => `alter policy tenant on ${t} using (true)`, /: select/],
    ["a policy that lets anything be written", (t) => `alter policy tenant on ${t} with check (true)`, /insert/],
    [
      "row-level security switched off",
      (t) => `alter table ${t} disable row level security`,
      /select.*update.*delete.*insert/,
    ],
    ["an owner who is not forced", (t) => `alter table ${t} no force row level security`, /as owner/],
  ];
  it.each(breaks)(
    "%s, on every table, and names the table",
    async (_, sqlFor, expected) => {
      for (const table of catalogue.tables) {
        const found = await broken(table, sqlFor(table));
        expect([table, found.join(", ")]).toEqual([table, expect.stringMatching(expected)]);
        expect(found.every((line) => line.startsWith(`${table}:`))).toBe(true);
      }
      // A hundred tables, each broken and tried.
    },
    120_000,
  );

  it("every dropped foreign key, by name", async () => {
    expect(catalogue.references.length).toBeGreaterThan(30);
    for (const { table, name } of catalogue.references) {
      expect(await broken(table, `alter table ${table} drop constraint ${name}`)).toEqual([
        `${table}: reference through ${name}`,
      ]);
    }
    // A look for each of a few hundred keys.
  }, 180_000);

  it("a foreign key that forgot the organization", async () => {
    const plain = `alter table contact_points drop constraint contact_points_lead_fk; alter table leads add unique (id);
      alter table contact_points add constraint contact_points_lead_fk foreign key (lead_id) references leads (id)`;
    expect(await broken("contact_points", plain)).toEqual(["contact_points: reference through contact_points_lead_fk"]);
  });
});

/** What the sweep finds on a table, after breaking it on purpose for just this look. */
async function broken(table: string, breaking?: string): Promise<string[]> {
  let found: string[] = [];
  await admin
    .begin(async (sql) => {
      if (breaking) await sql.unsafe(breaking);
      found = await sweepTable(sql, catalogue, table);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return found;
}

async function asB<T extends postgres.Row[]>(
  look: (sql: postgres.TransactionSql) => PromiseLike<T>,
  keep = false,
): Promise<T> {
  let seen: T | undefined;
  await admin
    .begin(async (sql) => {
      await sql`set local role touchline_app`;
      await sql`select set_config('app.org_id', ${idOf("b", "org")}, true)`;
      seen = await look(sql);
      if (!keep) throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  if (!seen) throw new Error("Nothing was looked at");
  return seen;
}
