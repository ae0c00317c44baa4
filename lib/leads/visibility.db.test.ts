import { beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { checkAddress } from "@/lib/blind-checks/check-address";
import { blindAnswerSchema } from "@/lib/blind-checks/schema";
import { listCollisions } from "@/lib/collisions/queries";
import { logContact } from "@/lib/communications/log-contact";
import { listTouches } from "@/lib/communications/queries";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { acceptHandOver } from "@/lib/hand-overs/accept-hand-over";
import { rejectHandOver } from "@/lib/hand-overs/reject-hand-over";
import { requestHandOver } from "@/lib/hand-overs/request-hand-over";
import { assessKnownLeads, assessLead } from "@/lib/outreach/assess-lead";
import { createLead } from "./create-lead";
import { listLeads } from "./list-queries";
import { getLead } from "./queries";
import { listLeadsInputSchema } from "./schema";
import { updateLead } from "./update-lead";

const { admin } = await testDatabase();
const now = new Date("2026-03-02T10:00:00Z");
const secret = { subject: "Zebra plan", body: "Quagga clause of the contract" };

let org: MintedOrganization;
let rep1: Context;
let rep2: Context;
/** rep2, who sees their own leads alone */
let blind: Context;
let theirs: string;
const email = "ines@zebra.example";

beforeAll(async () => {
  org = await mintOrganization();
  [rep1, rep2] = [at(org.rep1, now), at(org.rep2, now)];
  blind = { ...rep2, actor: { ...rep2.actor, sees: [rep2.actor.userId] } };
  theirs = (await createLead(rep1, { first_name: "Ines", last_name: "Zebrowska", email, company: "Zebra Works" })).id;
  await logContact(at(rep1, "2026-03-02T09:00:00Z"), { lead_id: theirs, method: "email", ...secret });
});

const get = <T>(ctx: Context, query: (tx: Parameters<Parameters<typeof read>[2]>[0]) => Promise<T>) =>
  read(ctx, "leads:read", query);
const list = (ctx: Context, asked: object = {}) =>
  get(ctx, (tx) => listLeads(tx, ctx, listLeadsInputSchema.parse(asked)));
const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );

describe("a rep who sees their own leads", () => {
  it("finds a colleague's nowhere: not on its page, in lists, counts, searches, timelines, verdicts or collisions", async () => {
    await logContact(at(rep1, "2026-03-02T09:30:00Z"), { lead_id: theirs, method: "email" }).catch(() => {});
    for (const attempt of [
      () => get(blind, (tx) => getLead(tx, theirs)),
      () => get(blind, (tx) => assessLead(tx, theirs, blind)),
      () => get(blind, (tx) => listTouches(tx, { leadId: theirs, limit: 50 })),
      () => updateLead(blind, { lead_id: theirs, title: "Mine" }),
      () => logContact(blind, { lead_id: theirs, method: "call", already_happened: true }),
      () => requestHandOver(blind, { lead_id: theirs }),
    ])
      expect((await refusalOf(attempt()))?.code).toBe("NOT_FOUND");
    for (const asked of [{}, { q: "zebrowska" }, { q: email }, { owner: rep1.actor.userId }]) {
      expect(await list(blind, asked)).toMatchObject({ data: [], total: 0 });
      expect((await list(rep2, asked)).data.map((lead) => lead.id)).toEqual([theirs]);
    }
    expect(await get(blind, (tx) => assessKnownLeads(tx, [theirs], blind))).toEqual([]);
    const collisions = (ctx: Context) => get(ctx, (tx) => listCollisions(tx, ctx, { limit: 50 }));
    expect(await collisions(blind)).toMatchObject({ data: [], total: 0 });
    expect(await collisions(rep2)).toMatchObject({ total: 1 });
  });

  it("cannot read or change it with SQL of their own either: the database hides it", async () => {
    const seen = await inOrganization(
      org.orgId,
      (tx) => tx.sql`select id from leads where id = ${theirs}`,
      blind.actor.sees,
    );
    expect(seen).toHaveLength(0);
    const changed = await inOrganization(
      org.orgId,
      (tx) => tx.sql`update leads set title = 'Mine' where id = ${theirs} returning id`,
      blind.actor.sees,
    );
    expect(changed).toHaveLength(0);
  });

  it("learns from the guard only that it is taken, since when and until when", async () => {
    const own = await createLead(blind, { first_name: "Ines", email, unique: true });
    expect(own.possible_duplicates).toEqual([]);
    const refused = await refusalOf(logContact(blind, { lead_id: own.id, method: "email", subject: "Hello" }));
    expect(refused).toMatchObject({
      code: "RECENTLY_CONTACTED",
      detail: "Taken 1 hour ago. The slot is taken.",
    });
    expect(refused?.extra).toMatchObject({ holder: null, next_allowed_at: expect.any(String) });
    expectNothingOf(refused?.extra, await get(blind, (tx) => assessLead(tx, own.id, blind)));
    // Who sees both leads is told as always.
    const open = await refusalOf(logContact(rep2, { lead_id: own.id, method: "email" }));
    expect(open?.extra).toMatchObject({ holder: { user: { name: "rep1" }, subject: secret.subject } });
    const mine = await get(blind, (tx) => listCollisions(tx, blind, { limit: 50 }));
    expect(mine.data.length).toBeGreaterThan(0);
    expectNothingOf(mine);
  });

  it("gives no lead to somebody whose leads they do not see", async () => {
    const own = await createLead(blind, { first_name: "Omar" });
    for (const owner_id of [rep1.actor.userId, null]) {
      expect((await refusalOf(updateLead(blind, { lead_id: own.id, owner_id })))?.code).toBe("INVALID");
      expect((await refusalOf(createLead(blind, { first_name: "Yuki", owner_id })))?.code).toBe("INVALID");
    }
  });
});

describe("the blind check", () => {
  const check = (ctx: Context, asked: object) => get(ctx, (tx) => checkAddress(tx, asked, ctx));

  it("says the same to everybody: taken, since when, until when, and nothing else", async () => {
    const answer = await check(blind, { email: "INES+x@zebra.example" });
    const email = {
      verdict: "blocked",
      since: "2026-03-02T09:00:00.000Z",
      next_allowed_at: "2026-03-03T09:00:00.000Z",
      holder: null,
    };
    expect(answer).toEqual({ kind: "email", normalized: "ines@zebra.example", channels: { email } });
    expectNothingOf(answer);
    expect(await check(rep1, { email: "ines@zebra.example" })).toEqual(answer);
    for (const one of Object.values(answer.channels)) expect(() => blindAnswerSchema.parse(one)).not.toThrow();
  });

  it("says free of an address that nobody has, and of one whose window is over", async () => {
    expect((await check(blind, { email: "nobody@else.example" })).channels.email?.verdict).toBe("free");
    const later = { ...blind, now: new Date("2026-06-02T10:00:00Z") };
    expect((await check(later, { email })).channels.email?.verdict).toBe("free");
  });

  it("wants one address, and one that can be one", async () => {
    for (const asked of [
      {},
      { email: "a@b.example", phone: "+14155550100" },
      { email: "no address" },
      { email, channel: "pigeon" },
    ])
      expect((await refusalOf(check(blind, asked)))?.code).toBe("INVALID");
  });
});

describe("a hand-over", () => {
  it("is asked for blindly by address, once while it is open, and answers the same when there is no such lead", async () => {
    expect(await requestHandOver(blind, { email, note: "I know her from Berlin" })).toEqual({ asked: true });
    expect(await requestHandOver(blind, { email })).toEqual({ asked: true });
    expect(await requestHandOver(blind, { email: "nobody@else.example" })).toEqual({ asked: true });
    const rows = await admin`select lead_id, note from hand_overs where org_id = ${org.orgId}`;
    expect([...rows]).toEqual([{ lead_id: theirs, note: "I know her from Berlin" }]);
  });

  it("is decided by the owner or a manager, never by who asked or anybody else, and once", async () => {
    const id = await openOf(theirs, blind);
    const other = { ...at(org.rep2, now), actor: { ...org.rep2.actor, userId: org.admin.actor.userId } };
    expect((await refusalOf(acceptHandOver({ ...rep2 }, { hand_over_id: id })))?.code).toBe("FORBIDDEN");
    expect((await refusalOf(acceptHandOver(other, { hand_over_id: id })))?.code).toBe("FORBIDDEN");
    const both = await Promise.allSettled([
      acceptHandOver(rep1, { hand_over_id: id }),
      rejectHandOver(at(org.manager, now), { hand_over_id: id }),
    ]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [row] = await admin`select state, decided_by from hand_overs where id = ${id}`;
    expect(["accepted", "rejected"]).toContain(row?.state);
  });

  it("moves the lead with its record, out of the old owner's sight and into the new one's", async () => {
    const lead = await createLead(rep1, { first_name: "Mara", email: "mara@zebra.example" });
    await requestHandOver(blind, { email: "mara@zebra.example" });
    const before: Context = { ...rep1, actor: { ...rep1.actor, sees: [rep1.actor.userId] } };
    await acceptHandOver(before, { hand_over_id: await openOf(lead.id, blind) });
    expect((await get(blind, (tx) => getLead(tx, lead.id))).owner?.id).toBe(rep2.actor.userId);
    expect((await refusalOf(get(before, (tx) => getLead(tx, lead.id))))?.code).toBe("NOT_FOUND");
    const [row] =
      await admin`select from_user_id, to_user_id, strategy, assigned_by from lead_assignments where lead_id = ${lead.id}`;
    expect(row).toEqual({
      from_user_id: rep1.actor.userId,
      to_user_id: rep2.actor.userId,
      strategy: "hand_over",
      assigned_by: rep1.actor.userId,
    });
  });
});

describe("the database", () => {
  it("moves a lead by its assignment alone", async () => {
    const lead = await createLead(rep1, { first_name: "Bo" });
    const [me, other] = [rep1.actor.userId, rep2.actor.userId];
    expect(await outcomeOf(org.orgId, (tx) => tx.sql`update leads set owner_id = ${other} where id = ${lead.id}`)).toBe(
      "42501",
    );
    const assign = (to: string) =>
      outcomeOf(
        org.orgId,
        (tx) =>
          tx.sql`insert into lead_assignments (lead_id, from_user_id, to_user_id, strategy, at) values (${lead.id}, ${other}, ${to}, 'manual', ${now})`,
      );
    expect(await assign(me)).toBe("TL071");
    expect(await assign(other)).toBe("ok");
    const [row] =
      await admin`select l.owner_id, a.from_user_id from leads l join lead_assignments a on a.lead_id = l.id where l.id = ${lead.id}`;
    expect(row).toEqual({ owner_id: other, from_user_id: me });
  });

  it("lets nobody decide their own question, and no decision be taken back", async () => {
    const lead = await createLead(rep1, { first_name: "Cy" });
    await requestHandOver(rep2, { lead_id: lead.id });
    const id = await openOf(lead.id, rep2);
    const decide = (state: string, by: string | null) =>
      outcomeOf(
        org.orgId,
        (tx) =>
          tx.sql`update hand_overs set state = ${state}, decided_by = ${by}, decided_at = ${now} where id = ${id}`,
      );
    expect(await decide("accepted", rep2.actor.userId)).toBe("23514");
    expect(await decide("accepted", null)).toBe("23514");
    expect(await decide("rejected", rep1.actor.userId)).toBe("ok");
    expect(await decide("accepted", rep1.actor.userId)).toBe("TL070");
  });
});

const openOf = async (leadId: string, asker: Context) => {
  const [row] =
    await admin`select id from hand_overs where lead_id = ${leadId} and asked_by = ${asker.actor.userId} and state = 'open'`;
  return String(row?.id);
};

/** No word of the other's touch or of who made it, in any field. */
function expectNothingOf(...answers: unknown[]): void {
  const text = JSON.stringify(answers);
  for (const word of ["Zebra plan", "Quagga", "Zebrowska", "rep1", rep1.actor.userId, theirs])
    expect(text).not.toContain(word);
}
