import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { logContact } from "./log-contact";
import { markResponded } from "./mark-responded";
import { getTouchText, listTouches } from "./queries";

await testDatabase();
const start = Date.parse("2026-03-02T09:00:00Z");

let org: MintedOrganization;
let leadId: string;
beforeAll(async () => {
  org = await mintOrganization();
  leadId = (await createLead(org.rep1, { last_name: "Doe", email: "jane@x.org" })).id;
  for (let nth = 0; nth < 23; nth++) {
    // Five at each moment, so that the id decides.
    const occurred_at = new Date(start - Math.floor(nth / 5) * 3_600_000).toISOString();
    await logContact(at(org.rep1, new Date(start + 1000)), {
      lead_id: leadId,
      method: "meeting",
      already_happened: true,
      occurred_at,
      subject: `nth ${nth}`,
      body: "line\n two",
    });
  }
});
const page = (limit: number, cursor?: string) =>
  read(org.rep1, "communications:read", (tx) => listTouches(tx, { leadId, limit, cursor }));

describe("the timeline of a lead", () => {
  it.each([1, 5, 7, 22, 23, 24])("in pages of %i is the whole, newest first, each touch once", async (limit) => {
    const whole = await page(200);
    expect([whole.total, whole.data.length, whole.next_cursor]).toEqual([23, 23, null]);
    const times = whole.data.map((touch) => touch.occurred_at);
    expect(times).toEqual(times.toSorted().reverse());
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const next = await page(limit, cursor);
      seen.push(...next.data.map((touch) => touch.id));
      cursor = next.next_cursor ?? undefined;
    } while (cursor && seen.length < 30);
    expect(seen).toEqual(whole.data.map((touch) => touch.id));
  });

  it("shows who, how, what and whether they answered, also with an override's reason", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Roe", email: "roe@roe.example" });
    const first = await logContact(at(org.rep1, new Date(start)), {
      lead_id: id,
      method: "email",
      subject: "Hello",
      body: "a\n  b",
    });
    await logContact(at(org.manager, new Date(start + 60_000)), {
      lead_id: id,
      method: "email",
      override_reason: "she asked for it again",
    });
    await markResponded(at(org.rep2, new Date(start + 120_000)), { contact_id: first.id, responded: true });
    const { data } = await read(org.rep2, "communications:read", (tx) => listTouches(tx, { leadId: id, limit: 10 }));
    expect(data[1]).toMatchObject({
      id: first.id,
      method: "email",
      direction: "outbound",
      subject: "Hello",
      body_preview: "a b",
      responded: true,
      response_at: new Date(start + 120_000).toISOString(),
      user: { id: org.rep1.actor.userId, name: "rep1" },
      intent: "planned",
      status: "logged",
      collisions: [],
    });
    expect(data[0]?.collisions.map((one) => [one.kind, one.code, one.other_id, one.reason])).toEqual([
      ["overridden", "RECENTLY_CONTACTED", first.id, "she asked for it again"],
      ["overridden", "SAME_CHANNEL_RECENT", first.id, "she asked for it again"],
    ]);
  });

  it("gives the whole text where the row shows its beginning, to nobody else", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Long" });
    const body = `First line\n\n${"word ".repeat(400)}the end`;
    const touch = await logContact(org.rep1, { lead_id: id, method: "meeting", body });
    const text = (ctx: typeof org.rep1) => read(ctx, "communications:read", (tx) => getTouchText(tx, touch.id));
    expect(await text(org.rep2)).toBe(body);
    const other = await mintOrganization();
    await expect(text(other.admin)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await deleteLead(org.rep1, { lead_id: id });
    await expect(text(org.rep1)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it.each(["x", Buffer.from('["a","b"]').toString("base64url"), Buffer.from("[1]").toString("base64url")])(
    "refuses the cursor %s",
    async (cursor) => {
      await expect(page(5, cursor)).rejects.toMatchObject({ code: "INVALID" });
    },
  );

  it("is not there for another organization, a deleted lead, or none", async () => {
    const other = await mintOrganization();
    await expect(
      read(other.admin, "communications:read", (tx) => listTouches(tx, { leadId, limit: 5 })),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { id } = await createLead(org.rep1, { last_name: "Gone" });
    await deleteLead(org.rep1, { lead_id: id });
    await expect(
      read(org.rep1, "communications:read", (tx) => listTouches(tx, { leadId: id, limit: 5 })),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
