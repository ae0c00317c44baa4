import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { listTouches } from "@/lib/communications/queries";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { cancelMessage } from "./cancel-message";
import { findDraft, getMessage } from "./queries";
import { queueMessage } from "./queue-message";
import { saveDraft } from "./save-draft";

const { admin } = await testDatabase();

let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { last_name: "Doe", email: "jane@example.org", linkedin: "in/jane" })).id;
});

const save = (ctx: Context, given: Record<string, unknown>) =>
  saveDraft(ctx, { lead_id: lead, channel: "email", ...given });
const draftOf = (ctx: Context) => read(ctx, "communications:read", (tx) => findDraft(tx, lead, ctx.actor.userId));
const timeline = () => read(org.rep2, "communications:read", (tx) => listTouches(tx, { leadId: lead, limit: 50 }));
const rows = () => admin`select status, body from communications where org_id = ${org.orgId} order by id`;

describe("a draft", () => {
  it("is kept for its writer alone, takes no slot, and stands in no timeline", async () => {
    const { draft_id } = await save(org.rep1, { subject: "Dates", body_text: "Half a" });
    await save(org.rep1, { draft_id, subject: "Dates", body_text: "Half a thought" });
    expect(await draftOf(org.rep1)).toMatchObject({ id: draft_id, subject: "Dates", body_text: "Half a thought" });
    expect(await draftOf(org.rep2)).toBeNull();
    const asked = read(org.rep2, "communications:read", (tx) => getMessage(tx, draft_id ?? "", org.rep2.actor.userId));
    await expect(asked).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await timeline()).toMatchObject({ data: [], total: 0 });
    expect(await admin`select 1 from contact_guards where org_id = ${org.orgId}`).toEqual([]);
    expect(await rows()).toHaveLength(1);
  });

  it("goes when there is nothing in it any more, and leaves no trace in the timeline", async () => {
    const { draft_id } = await save(org.rep1, { body_text: "Half a thought" });
    expect(await save(org.rep1, { draft_id, body_text: "" })).toEqual({ draft_id: null, version: null });
    expect(await draftOf(org.rep1)).toBeNull();
    expect(await timeline()).toMatchObject({ data: [], total: 0 });
  });

  it("on another channel is another one; the first is gone", async () => {
    const { draft_id } = await save(org.rep1, { body_text: "Hi" });
    const other = await save(org.rep1, { draft_id, channel: "linkedin", body_text: "Hi" });
    expect(other.draft_id).not.toBe(draft_id);
    expect(await draftOf(org.rep1)).toMatchObject({ id: other.draft_id, channel: "linkedin" });
    expect((await rows()).map((row) => row.status).sort()).toEqual(["cancelled", "draft"]);
  });

  it("becomes the message, and is not there beside it", async () => {
    const { draft_id } = await save(org.rep1, { body_text: "Hi" });
    const queued = await queueMessage(org.rep1, { lead_id: lead, channel: "email", body_text: "Hi there", draft_id });
    expect(await draftOf(org.rep1)).toBeNull();
    expect((await timeline()).data.map((touch) => touch.id)).toEqual([queued.id]);
  });

  it("written on in another tab is not written over: the refusal brings the other text, and its writer chooses", async () => {
    const first = await save(org.rep1, { body_text: "Hi" });
    const seen = { draft_id: first.draft_id, if_version: first.version };
    const second = await save(org.rep1, { ...seen, body_text: "Hi there", body_html: "<p>Hi <b>there</b></p>" });
    const other = {
      id: first.draft_id,
      body_text: "Hi there",
      body_html: "<p>Hi <b>there</b></p>",
      version: second.version,
    };
    await expect(save(org.rep1, { ...seen, body_text: "Hi you" })).rejects.toMatchObject({
      code: "STALE",
      extra: { other },
    });
    await expect(save(org.rep1, { body_text: "begun elsewhere" })).rejects.toMatchObject({
      code: "STALE",
      extra: { other },
    });
    expect(await draftOf(org.rep1)).toMatchObject({ body_text: "Hi there" });
    await save(org.rep1, { draft_id: first.draft_id, if_version: second.version, body_text: "Hi you" });
    expect(await draftOf(org.rep1)).toMatchObject({ body_text: "Hi you", body_html: null });
  });

  it("is written by one of ten tabs that save at once, and nine learn of it", async () => {
    const first = await save(org.rep1, { body_text: "Hi" });
    const seen = { draft_id: first.draft_id, if_version: first.version };
    const saves = Array.from({ length: 10 }, (_, tab) => save(org.rep1, { ...seen, body_text: `Tab ${tab}` }));
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  it("is one of fifty that one writer has in two tabs: no text is written over that its tab had not seen", async () => {
    const leads = await Promise.all(
      Array.from({ length: 50 }, (_, nth) => createLead(org.rep1, { email: `many${nth}@acme.com` })),
    );
    const stale: string[] = [];
    const write = async ({ id: lead_id }: { id: string }) => {
      // What each tab saw last, and what the server took last. Both write at the same moment, four times.
      const seen: { draft_id?: string; if_version?: string }[] = [{}, {}];
      let taken = "";
      const type = (tab: number, body_text: string) =>
        save(org.rep1, { lead_id, ...seen[tab], body_text }).then(
          ({ draft_id, version }) => {
            seen[tab] = { draft_id: draft_id ?? undefined, if_version: version ?? undefined };
            taken = body_text;
          },
          ({ code, extra }) => {
            stale.push(`${code} ${extra.other.body_text === body_text}`);
            // Its writer sees the other text, and goes on from it.
            seen[tab] = { draft_id: extra.other.id, if_version: extra.other.version };
          },
        );
      for (const round of [0, 1, 2, 3])
        await Promise.all([type(0, `first tab, ${round}`), type(1, `second tab, ${round}`)]);
      return taken;
    };
    const taken = await Promise.all(leads.map(write));
    expect(stale).toEqual(Array(200).fill("STALE false"));
    const kept = await admin`select body from communications where org_id = ${org.orgId} order by lead_id`;
    expect(kept.map((row) => row.body)).toEqual(
      leads
        .map((one, nth) => [one.id, taken[nth]] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, text]) => text),
    );
  });

  it("of a colleague is not written over, thrown away or cancelled", async () => {
    const { draft_id } = await save(org.rep1, { body_text: "Mine" });
    await save(org.rep2, { draft_id, body_text: "Theirs" });
    await save(org.manager, { draft_id, body_text: "" });
    await queueMessage(org.rep2, { lead_id: lead, channel: "linkedin", body_text: "Hi", draft_id });
    await expect(cancelMessage(org.manager, { id: draft_id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await draftOf(org.rep1)).toMatchObject({ id: draft_id, body_text: "Mine" });
  });
});
