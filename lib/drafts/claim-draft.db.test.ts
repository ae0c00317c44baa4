import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { changePrivacy } from "@/lib/organizations/change-privacy";
import { assessLead } from "@/lib/outreach/assess-lead";
import { removeExpiredClaims } from "@/lib/worker/remove-expired-claims";
import { claimDraft } from "./claim-draft";
import { releaseDraft } from "./release-draft";

// Every client its own connection: the race is between transactions, not for the pool.
process.env.DATABASE_POOL_SIZE = "30";
const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const mint = async (given: Record<string, unknown> = {}) =>
  (await createLead(org.rep1, { last_name: "Doe", email: "jane@example.org", phone: "+14155550123", ...given })).id;
const claim = (ctx: Context, lead_id: string, method = "email", take_over = false) =>
  claimDraft(ctx, { lead_id, method, take_over });
const later = (ctx: Context, seconds: number) => at(ctx, new Date(ctx.now.getTime() + seconds * 1000));
const answer = (ctx: Context, leadId: string) => read(ctx, "leads:read", (tx) => assessLead(tx, leadId, ctx));
const warned = async (ctx: Context, leadId: string, channel: "email" | "sms" = "email") =>
  (await answer(ctx, leadId)).channels[channel]?.rules.find((rule) => rule.code === "DRAFT_CLAIMED")?.result;
const rows = (orgId: string) =>
  admin`select scope_key, channel_group, user_id, expires_at from outreach_claims where org_id = ${orgId} order by scope_key`;

describe("a claim", () => {
  it("covers the lead and every address of the person, for five minutes, in one channel group", async () => {
    const id = await mint();
    const until = later(org.rep1, 300).now.toISOString();
    expect(await claim(org.rep1, id)).toEqual({ claimed: true, until, draft: null });
    const keys = (await rows(org.orgId)).map((row) => `${row.scope_key} ${row.channel_group}`);
    expect(keys).toEqual(["email:jane@example.org email", `lead:${id} email`, "phone:+14155550123 email"]);
  });

  it("warns a colleague with who and since when, and the writer of nothing", async () => {
    const id = await mint();
    await claim(org.rep1, id);
    const { draft, channels } = await answer(org.rep2, id);
    const since = org.rep1.now.toISOString();
    const user = { id: org.rep1.actor.userId, name: "rep1" };
    expect(draft).toEqual({ user, since, until: later(org.rep1, 300).now.toISOString(), method: "email" });
    expect(channels.email).toMatchObject({ verdict: "warn" });
    expect(channels.sms).toMatchObject({ verdict: "free" });
    expect((await answer(org.rep1, id)).draft).toBeUndefined();
    expect(await warned(org.rep1, id)).toBe("pass");
  });

  it("warns on another lead with one of the same addresses, however it is written", async () => {
    const [first, second] = [await mint(), await mint({ email: "Jane@Example.org", phone: null })];
    await claim(org.rep1, first);
    expect(await warned(org.rep2, second)).toBe("warn");
    expect(await claim(org.rep2, second)).toMatchObject({ claimed: false, draft: { user: { name: "rep1" } } });
  });

  it("does not reach past an address that many share", async () => {
    const [first, second] = [await mint(), await mint({ email: "omar@example.org" })];
    await admin`update contact_points set shared = true where norm = '+14155550123'`;
    await claim(org.rep1, first);
    expect(await warned(org.rep2, second)).toBe("pass");
  });

  it("lets a rep go on with a reason, which is recorded, and stops them without", async () => {
    const id = await mint();
    await claim(org.rep1, id);
    const planned = { lead_id: id, method: "email" };
    await expect(logContact(org.rep2, planned)).rejects.toMatchObject({
      code: "DRAFT_CLAIMED",
      extra: { overridable: true, holder: { user: { name: "rep1" } } },
    });
    const sent = await logContact(org.rep2, { ...planned, override_reason: "They asked me to write today" });
    expect(sent.collisions).toEqual([{ kind: "overridden", code: "DRAFT_CLAIMED", other_id: null }]);
    await expect(logContact(org.rep2, { ...planned, already_happened: true })).resolves.toBeDefined();
  });

  it("is renewed by its writer, and over when it was not", async () => {
    const id = await mint();
    await claim(org.rep1, id);
    await claim(later(org.rep1, 200), id);
    const before = later(org.rep2, 499);
    expect((await answer(before, id)).draft).toMatchObject({ since: org.rep1.now.toISOString() });
    expect(await warned(later(org.rep2, 501), id)).toBe("pass");
    expect(await claim(later(org.rep2, 501), id)).toMatchObject({ claimed: true });
  });

  it("goes with its writer from channel to channel, and ends when it is released", async () => {
    const id = await mint();
    await claim(org.rep1, id, "email");
    await claim(org.rep1, id, "sms");
    expect([await warned(org.rep2, id), await warned(org.rep2, id, "sms")]).toEqual(["pass", "warn"]);
    expect(await releaseDraft(org.rep1, { lead_id: id })).toEqual({ released: true });
    expect(await releaseDraft(org.rep1, { lead_id: id })).toEqual({ released: false });
    expect(await rows(org.orgId)).toHaveLength(0);
  });

  it("is taken over as a whole, and not renewed behind the taker's back", async () => {
    const [first, second] = [await mint(), await mint({ phone: null })];
    await claim(org.rep1, first);
    expect(await claim(org.rep2, second)).toMatchObject({ claimed: false });
    expect(await claim(org.rep2, second, "email", true)).toMatchObject({ claimed: true });
    expect(new Set((await rows(org.orgId)).map((row) => row.user_id))).toEqual(new Set([org.rep2.actor.userId]));
    expect(await claim(later(org.rep1, 1), first)).toMatchObject({ claimed: false, draft: { user: { name: "rep2" } } });
    await releaseDraft(org.rep1, { lead_id: first });
    expect(await warned(org.rep1, first)).toBe("warn");
  });

  it("hides the name of who would rather not be named, and warns all the same", async () => {
    const id = await mint();
    await changePrivacy(org.rep1, { shows_looking: true, shows_writing: false });
    await claim(org.rep1, id);
    const { draft, channels } = await answer(org.rep2, id);
    expect(draft?.user).toBeNull();
    const rule = channels.email?.rules.find((one) => one.code === "DRAFT_CLAIMED");
    expect(rule).toMatchObject({ result: "warn", holder: { user: null } });
    expect(JSON.stringify([draft, channels])).not.toContain("rep1");
    expect(JSON.stringify(await claim(org.rep2, id))).not.toContain("rep1");
  });

  it("says what is wrong with what it is asked", async () => {
    const id = await mint();
    await expect(claim(org.rep1, id, "pigeon")).rejects.toMatchObject({ code: "INVALID" });
    await claim(org.rep1, id);
    await deleteLead(org.rep1, { lead_id: id });
    await expect(claim(org.rep1, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await releaseDraft(org.rep1, { lead_id: id })).toEqual({ released: true });
  });

  it("is nobody else's: another organization sees, takes and ends nothing of it", async () => {
    const id = await mint();
    const other = await mintOrganization();
    const theirs = (await createLead(other.rep1, { email: "jane@example.org" })).id;
    await claim(org.rep1, id);
    const attempts = [
      () => claim(other.rep1, id),
      () => claim(other.rep1, id, "email", true),
      () => releaseDraft(other.rep1, { lead_id: id }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await claim(other.rep1, theirs, "email", true)).toMatchObject({ claimed: true });
    expect((await answer(other.rep2, theirs)).draft?.user?.id).toBe(other.rep1.actor.userId);
    expect(await rows(org.orgId)).toHaveLength(3);
  });

  it("leaves no trace in the audit log, and is cleared away once it ran out", async () => {
    const id = await mint();
    const [before] = await admin`select count(*)::int as n from events where org_id = ${org.orgId}`;
    await claim(at(org.rep1, new Date(Date.now() - 400_000)), id);
    await claim(org.rep2, id, "sms");
    const [after] = await admin`select count(*)::int as n from events where org_id = ${org.orgId}`;
    expect(after).toEqual(before);
    await removeExpiredClaims();
    expect((await rows(org.orgId)).map((row) => row.channel_group)).toEqual(["sms", "sms", "sms"]);
  });
});

describe("20 clients that begin to write at once", () => {
  it("to one person in two lead rows: one holds the claim, 19 learn who", async () => {
    for (let round = 0; round < 5; round++) {
      const given = { email: `race${round}@example.org` };
      const leads = [await mint(given), await mint({ ...given, phone: null })];
      const people = [org.rep1, org.rep2, org.manager, org.admin];
      const all = Array.from({ length: 20 }, (_, nth) => {
        const ctx = people[nth % people.length] ?? org.rep1;
        return claim(ctx, leads[nth % 2] ?? "").then((outcome) => ({ ...outcome, by: ctx.actor.userId }));
      });
      const outcomes = await Promise.all(all);
      const winners = new Set(outcomes.filter((one) => one.claimed).map((one) => one.by));
      expect(winners.size).toBe(1);
      const [winner] = winners;
      for (const one of outcomes.filter((each) => !each.claimed)) expect(one.draft?.user?.id).toBe(winner);
      const held = (await rows(org.orgId)).filter((row) => row.scope_key === `email:${given.email}`);
      expect(held.map((row) => row.user_id)).toEqual([winner]);
      for (const ctx of people) for (const id of leads) await releaseDraft(ctx, { lead_id: id });
    }
  });

  it("and take over from one another: every claim that is left is whole, and each address has one writer", async () => {
    const leads = [await mint(), await mint({ phone: null }), await mint({ email: null })];
    const people = [org.rep1, org.rep2, org.manager, org.admin];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, nth) =>
        claim(people[nth % 4] ?? org.rep1, leads[(nth % 4) % 3] ?? "", "email", true),
      ),
    );
    expect(outcomes.map((one) => one.status)).toEqual(outcomes.map(() => "fulfilled"));
    const held = await admin`select lead_id, scope_key, user_id from outreach_claims where org_id = ${org.orgId}`;
    expect(held.length).toBeGreaterThan(0);
    for (const { lead_id, user_id } of held) {
      const keys = await admin`select 'lead:' || ${lead_id}::text as key
        union select kind || ':' || norm from contact_points where lead_id = ${lead_id} order by 1`;
      const own = held.filter((row) => row.lead_id === lead_id && row.user_id === user_id).map((row) => row.scope_key);
      expect(own.toSorted()).toEqual(keys.map((row) => row.key));
    }
  });
});

describe("the database itself", () => {
  it("keeps one writer per address and group, whatever the code does", async () => {
    const id = await mint();
    const insert = (userId: string) =>
      inOrganization(
        org.orgId,
        ({ sql }) =>
          sql`insert into outreach_claims (scope_key, channel_group, user_id, lead_id, expires_at)
          values ('email:jane@example.org', 'email', ${userId}, ${id}, now() + interval '1 minute')`,
      );
    await insert(org.rep1.actor.userId);
    await expect(insert(org.rep2.actor.userId)).rejects.toMatchObject({
      constraint_name: "outreach_claims_one_writer",
    });
  });

  it("lets no claim last longer than five minutes", async () => {
    const id = await mint();
    const long = inOrganization(
      org.orgId,
      ({ sql }) =>
        sql`insert into outreach_claims (scope_key, channel_group, user_id, lead_id, expires_at)
        values ('lead:x', 'email', ${org.rep1.actor.userId}, ${id}, now() + interval '6 minutes')`,
    );
    await expect(long).rejects.toMatchObject({ constraint_name: "outreach_claims_short_check" });
  });
});
