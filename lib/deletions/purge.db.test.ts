import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { minusDays } from "@/lib/core/time";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { sealEvents } from "@/lib/events/seal-events";
import { verifyChain } from "@/lib/events/verify-chain";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { restoreLead } from "@/lib/leads/restore-lead";
import { changeSettings } from "@/lib/settings/change-settings";
import { purgeLeads } from "./purge-leads";
import { listDeletedLeads } from "./queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const stop = new AbortController();
const sealing = sealEvents({ signal: stop.signal, warn: () => {} });
afterAll(async () => {
  stop.abort();
  await sealing;
});
const sealed = () =>
  expect
    .poll(
      () => admin`select 1 from events where org_id = ${org.orgId} and position is null`.then((rows) => rows.length),
      {
        timeout: 20_000,
      },
    )
    .toBe(0);

const keep = (days: number | null) => changeSettings(org.admin, { "leads.purge_after_days": days });
const purge = (ctx = org.admin) => purgeLeads(ctx, {});

/** A lead with a history that was deleted so many days ago. */
async function mintDeleted(days: number, name = "Doe"): Promise<string> {
  const begun = minusDays(org.rep1.now, days + 1);
  const fields = {
    first_name: "Jane",
    last_name: name,
    email: `${name}@acme.example`.toLowerCase(),
    tags: ["vip"],
    metadata: { note: "Jane" },
  };
  const { id } = await createLead(at(org.rep1, begun), fields);
  await logContact(at(org.rep1, begun), {
    lead_id: id,
    method: "email",
    subject: "Dear Jane",
    body: "Hello Jane, about Tuesday",
  });
  await deleteLead(at(org.rep1, minusDays(org.rep1.now, days)), { lead_id: id });
  return id;
}

describe("leads deleted long ago", () => {
  it("are kept while nobody said for how long", async () => {
    await mintDeleted(4000);
    expect(await purge()).toEqual({ purged: 0, more: false });
  });

  it("lose what says who they are, and keep their rows, counts and chain", async () => {
    const [old, young] = [await mintDeleted(31, "Old"), await mintDeleted(29, "Young")];
    const counts = async () =>
      (
        await admin`select count(*)::int as touches, (select contact_count from leads where id = ${old}) as counted from communications where lead_id = ${old}`
      )[0];
    const before = await counts();
    await keep(30);
    expect(await purge()).toEqual({ purged: 1, more: false });
    expect(await counts()).toEqual(before);
    const tables = ["leads", "communications", "contact_points", "lead_search", "threads", "lead_tags"];
    for (const table of tables) {
      const found =
        await admin`select 1 from ${admin(table)} t where (t.id = ${old} or to_jsonb(t) ->> 'lead_id' = ${old}) and to_jsonb(t)::text ~* 'jane|acme|old@'`;
      expect([table, found.length]).toEqual([table, 0]);
    }
    expect(
      await admin`select 1 from event_payloads p join events e using (org_id, id) where e.lead_id = ${old} and p.payload ~* 'jane|old@'`,
    ).toHaveLength(0);
    expect((await admin`select first_name from leads where id = ${young}`)[0]).toEqual({ first_name: "Jane" });
    expect(await purge()).toEqual({ purged: 0, more: false });
    await sealed();
    expect((await verifyChain(org.orgId)).bad).toBeNull();
    expect((await inOrganization(org.orgId, (tx) => checkOrganization(tx))).filter((one) => !one.ok)).toEqual([]);
  });

  it("are not blocked by it, and stay blocked where they were", async () => {
    await mintDeleted(31, "Free");
    await addDncEntry(org.rep1, { kind: "email", value: "blocked@acme.example", reason: "asked" });
    await createLead(at(org.rep1, minusDays(org.rep1.now, 40)), { email: "blocked@acme.example" }).then(({ id }) =>
      deleteLead(at(org.rep1, minusDays(org.rep1.now, 35)), { lead_id: id }),
    );
    await keep(30);
    expect(await purge()).toMatchObject({ purged: 2 });
    const again = await createLead(org.rep1, { email: "free@acme.example" });
    expect(again.do_not_contact).toBe(false);
    expect((await createLead(org.rep1, { email: "blocked@acme.example" })).do_not_contact).toBe(true);
  });

  it("cannot be brought back after it, and before it can", async () => {
    const [old, young] = [await mintDeleted(31, "Old"), await mintDeleted(29, "Young")];
    const list = () => inOrganization(org.orgId, (tx) => listDeletedLeads(tx, { limit: 50 }));
    expect((await list()).data.map((one) => [one.name, one.purged_from])).toEqual([
      ["Jane Young", null],
      ["Jane Old", null],
    ]);
    await keep(30);
    expect((await list()).data[0]?.purged_from).toBe(minusDays(org.rep1.now, -1).toISOString());
    await purge();
    expect((await list()).data.map((one) => one.name)).toEqual(["Jane Young"]);
    await expect(restoreLead(org.rep1, { lead_id: old })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await outcomeOf(org.orgId, (tx) => tx.sql`update leads set deleted_at = null where id = ${old}`)).toBe(
      "TL025",
    );
    expect(await restoreLead(org.rep1, { lead_id: young })).toMatchObject({ last_name: "Young" });
  });

  it("by two workers at once are purged once each", async () => {
    for (let nth = 0; nth < 12; nth++) await mintDeleted(31, `L${nth}`);
    await keep(30);
    const done = await Promise.all([purge(), purge(), purge()]);
    expect(done.reduce((sum, one) => sum + one.purged, 0)).toBe(12);
    expect(await admin`select 1 from events where org_id = ${org.orgId} and kind = 'lead.purged'`).toHaveLength(12);
  });

  it("are one organization's own", async () => {
    const other = await mintOrganization();
    const id = await mintDeleted(31);
    await changeSettings(other.admin, { "leads.purge_after_days": 1 });
    expect(await purgeLeads(other.admin, {})).toMatchObject({ purged: 0 });
    expect(await outcomeOf(other.orgId, (tx) => tx.sql`select purge_lead(${id}, now())`)).toBe("ok");
    expect((await admin`select first_name from leads where id = ${id}`)[0]).toEqual({ first_name: "Jane" });
  });
});
