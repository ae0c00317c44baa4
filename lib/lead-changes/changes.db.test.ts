import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { listLeadChanges } from "./queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const changes = (ctx: Context, id: string, more = {}) =>
  read(ctx, "leads:read", (tx) => listLeadChanges(tx, { id, limit: 50, ...more }));
const later = (ctx: Context, seconds: number) => at(ctx, new Date(org.rep1.now.getTime() + seconds * 1000));

describe("the changes of a lead", () => {
  it("are told field by field, newest first, by whom, with names instead of ids", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe", title: "CEO", tags: ["fair"] });
    await updateLead(later(org.rep2, 1), { lead_id: id, title: "CTO", company: "Acme", tags: ["fair", "vip"] });
    await updateLead(later(org.manager, 2), { lead_id: id, owner_id: org.rep2.actor.userId });
    await updateLead(later(org.rep1, 3), { lead_id: id, status: "contacted" });
    const { data } = await changes(org.rep1, id);
    expect(data.map((one) => [one.kind, one.actor?.name])).toEqual([
      ["lead.changed", "rep1"],
      ["lead.changed", "manager"],
      ["lead.changed", "rep2"],
      ["lead.created", "rep1"],
    ]);
    expect(data[0]?.changes).toEqual([{ field: "status", old: "new", new: "contacted" }]);
    expect(data[1]?.changes).toEqual([{ field: "owner", old: "rep1", new: "rep2" }]);
    expect(data[2]?.changes).toEqual(
      expect.arrayContaining([
        { field: "title", old: "CEO", new: "CTO" },
        { field: "company", old: null, new: "Acme" },
        { field: "tags", old: "fair", new: "fair, vip" },
      ]),
    );
  });

  it("leave touches to the timeline, but not what a touch moved", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe" });
    await logContact(later(org.rep1, 1), { lead_id: id, method: "meeting" });
    const { data } = await changes(org.rep1, id);
    expect(data.map((one) => one.changes)).toEqual([[{ field: "status", old: "new", new: "contacted" }], []]);
  });

  it("come page by page, none twice, also of one moment", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe" });
    for (let nth = 0; nth < 7; nth++)
      await updateLead(later(org.rep1, nth < 4 ? 1 : 2), { lead_id: id, title: `T${nth}` });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await changes(org.rep1, id, { limit: 3, cursor });
      seen.push(...page.data.map((one) => one.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([8, 8]);
  });

  it("that were erased say so and nothing else", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe", title: "CEO" });
    await updateLead(later(org.rep1, 1), { lead_id: id, title: "CTO" });
    await admin`update event_payloads p set payload = null, salt = null from events e where e.id = p.id and e.lead_id = ${id} and e.kind = 'lead.changed'`;
    const [newest] = (await changes(org.rep1, id)).data;
    expect(newest).toMatchObject({ kind: "lead.changed", erased: true, changes: [], because: null });
  });

  it("of a lead out of sight or of another organization are not there", async () => {
    const { id } = await createLead(org.rep2, { last_name: "Doe" });
    const blind = { ...org.rep1, actor: { ...org.rep1.actor, sees: [org.rep1.actor.userId] } };
    await expect(changes(blind, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(changes((await mintOrganization()).admin, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
