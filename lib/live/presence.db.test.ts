import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type HeardStream, hearStream } from "@/db/testing/heard-stream";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { claimDraft } from "@/lib/drafts/claim-draft";
import { releaseDraft } from "@/lib/drafts/release-draft";
import { createLead } from "@/lib/leads/create-lead";
import { changePrivacy } from "@/lib/organizations/change-privacy";
import { openEventStream } from "./event-stream";
import { closeStreams } from "./open-streams";
import { liveEventSchema } from "./schema";
import { stopHearing } from "./shared-listener";
import { viewLead } from "./view-lead";

const { admin } = await testDatabase();
let org: MintedOrganization;
let other: MintedOrganization;
let lead = "";

beforeAll(async () => {
  org = await mintOrganization();
  other = await mintOrganization();
  lead = (await createLead(org.rep1, { email: "jane@example.org" })).id;
});
afterEach(closeStreams);
afterAll(stopHearing);

const listen = async (ctx: Context) => {
  const mayStay = async () => true;
  const signal = new AbortController().signal;
  return hearStream(await openEventStream({ ctx, lastEventId: null, signal, mayStay }));
};
const told = (heard: HeardStream) => heard.told().map((one) => ({ event: one.event, ...JSON.parse(one.data) }));
const person = (ctx: Context) => ({ id: ctx.actor.userId, name: ctx.actor.name });

describe("somebody looks at a lead", () => {
  it("is told to colleagues at once and when it ends, and never to themselves or another organization", async () => {
    const [mine, colleague, stranger] = [await listen(org.rep1), await listen(org.rep2), await listen(other.rep1)];
    await viewLead(org.rep1, lead, true);
    await colleague.says("lead.viewing");
    await viewLead(org.rep1, lead, true);
    expect(await viewLead(org.rep2, lead, true)).toEqual({ viewers: [person(org.rep1)] });
    await viewLead(org.rep1, lead, false);
    await colleague.says('"viewing":false');
    const at = org.rep1.now.toISOString();
    const news = { event: "lead.viewing", lead_id: lead, user: person(org.rep1), at };
    expect(told(colleague)).toEqual([
      { ...news, viewing: true },
      { ...news, viewing: false },
    ]);
    expect(mine.text()).not.toContain(org.rep1.actor.userId);
    expect(stranger.text()).not.toContain(lead);
    await viewLead(org.rep2, lead, false);
  });

  it("has no id, so that a stream resumes behind the last event that was kept", async () => {
    const colleague = await listen(org.rep2);
    await viewLead(org.rep1, lead, true);
    await colleague.says("lead.viewing");
    expect(colleague.told().map((one) => one.id)).toEqual([""]);
    await viewLead(org.rep1, lead, false);
  });

  it("is heard from another process, and forgotten when that says no more", { timeout: 40_000 }, async () => {
    const colleague = await listen(org.rep2);
    const notice = {
      kind: "looking",
      org: org.orgId,
      lead,
      about: org.manager.actor.userId,
      user: person(org.manager),
    };
    const began = performance.now();
    await admin`select pg_notify('touchline_presence', ${JSON.stringify({ ...notice, at: new Date().toISOString() })})`;
    await colleague.says('"viewing":true');
    expect((await viewLead(org.rep2, lead, true)).viewers).toEqual([person(org.manager)]);
    await colleague.says('"viewing":false');
    expect((performance.now() - began) / 1000).toBeGreaterThan(14);
    expect((await viewLead(org.rep2, lead, false)).viewers).toEqual([]);
  });

  it("is not told of who would rather not be seen; they see the others all the same", async () => {
    const shy = org.admin;
    await changePrivacy(shy, { shows_looking: false, shows_writing: true });
    const colleague = await listen(org.rep2);
    await viewLead(org.rep1, lead, true);
    await colleague.says("lead.viewing");
    expect((await viewLead(shy, lead, true)).viewers).toEqual([person(org.rep1)]);
    await viewLead(org.rep1, lead, false);
    await colleague.says('"viewing":false');
    expect(colleague.text()).not.toContain(shy.actor.userId);
  });

  it("is not told to who may not see the lead, neither is who writes to it; of their own they learn at once", async () => {
    const blind: Context = { ...org.rep2, actor: { ...org.rep2.actor, sees: [org.rep2.actor.userId] } };
    const far = (await createLead(org.rep1, { email: "mara@example.org" })).id;
    const own = (await createLead(blind, { email: "lina@example.org" })).id;
    const same = (await createLead(blind, { email: "mara@example.org" })).id;
    const [hidden, open] = [await listen(blind), await listen(org.admin)];
    await viewLead(org.rep1, far, true);
    await viewLead(org.rep1, far, false);
    await viewLead(org.manager, own, true);
    await viewLead(org.manager, own, false);
    await hidden.says('"viewing":false');
    await claimDraft(org.rep1, { lead_id: far, method: "email" });
    await releaseDraft(org.rep1, { lead_id: far });
    await hidden.says('"drafting":false');
    await open.says(same);
    for (const word of [far, '"rep1"', org.rep1.actor.userId]) {
      expect(open.text()).toContain(word);
      expect(hidden.text()).not.toContain(word);
    }
    expect(told(hidden).map((one) => [one.lead_id, one.viewing ?? one.drafting])).toEqual([
      [own, true],
      [own, false],
      [same, true],
      [same, false],
    ]);
  });

  it("is nothing that is kept: no event, no row", async () => {
    const counts = () =>
      admin`select (select count(*) from events)::int as events, (select count(*) from outreach_claims)::int as claims`;
    const before = await counts();
    await viewLead(org.rep1, lead, true);
    await viewLead(org.rep1, lead, false);
    expect(await counts()).toEqual(before);
  });

  it("is refused for a lead that is not here", async () => {
    for (const [ctx, id] of [
      [org.rep1, newId()],
      [other.rep1, lead],
    ] as const) {
      await expect(viewLead(ctx, id, true)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });

  it("survives a notice that nobody can read", async () => {
    const colleague = await listen(org.rep2);
    for (const junk of ["", "{", '{"kind":"looking"}', JSON.stringify({ kind: "left", org: 1 })])
      await admin`select pg_notify('touchline_presence', ${junk})`;
    await viewLead(org.rep1, lead, true);
    await colleague.says("lead.viewing");
    await viewLead(org.rep1, lead, false);
  });
});

describe("somebody writes to a lead", () => {
  const claim = (ctx: Context, take_over = false) => claimDraft(ctx, { lead_id: lead, method: "email", take_over });

  it("is told when it begins and ends, not when it is renewed, and to whom it was taken from when it was", async () => {
    const [first, second, stranger] = [await listen(org.rep1), await listen(org.rep2), await listen(other.rep1)];
    await claim(org.rep1);
    await second.says("lead.drafting");
    await claim(org.rep1);
    await claim(org.rep2, true);
    await first.says(org.rep1.actor.userId);
    await releaseDraft(org.rep2, { lead_id: lead });
    await first.says('"drafting":false');
    const seen = [...told(second), ...told(first)].map(({ user, drafting, taken_from, method }) => [
      user?.name,
      drafting,
      taken_from,
      method,
    ]);
    expect(seen).toEqual([
      ["rep1", true, null, "email"],
      ["rep2", true, org.rep1.actor.userId, "email"],
      ["rep2", false, null, "email"],
    ]);
    for (const one of first.told()) {
      const event = { kind: one.event, body: JSON.parse(one.data) };
      expect(liveEventSchema.safeParse(event).error?.issues ?? []).toEqual([]);
    }
    expect(stranger.text()).not.toContain(lead);
    const third = await listen(org.manager);
    await claim(org.rep1);
    await claim(org.rep2, true);
    await third.says("rep2");
    expect(told(third).at(-1)).toMatchObject({ user: { name: "rep2" }, taken_from: null });
    await releaseDraft(org.rep2, { lead_id: lead });
  });

  it("is told on every lead of the person, also to whom it is taken from on another", async () => {
    const second = (await createLead(org.rep1, { email: "Jane@Example.org" })).id;
    const stranger = (await createLead(org.rep1, { email: "omar@example.org" })).id;
    const [mine, theirs] = [await listen(org.rep1), await listen(org.rep2)];
    await claim(org.rep1);
    await theirs.says(second);
    await claimDraft(org.rep2, { lead_id: second, method: "email", take_over: true });
    await mine.says(org.rep1.actor.userId);
    await mine.says(second);
    const taken = told(mine).filter((one) => one.taken_from === org.rep1.actor.userId);
    expect(taken.map((one) => one.lead_id).toSorted()).toEqual([lead, second].toSorted());
    expect(theirs.text()).not.toContain(stranger);
    await releaseDraft(org.rep2, { lead_id: second });
  });

  it("is told without a name when they would rather not be named", async () => {
    await changePrivacy(org.rep1, { shows_looking: true, shows_writing: false });
    const second = await listen(org.rep2);
    await claim(org.rep1);
    await second.says("lead.drafting");
    expect(told(second)[0]).toMatchObject({ user: null, drafting: true });
    expect(second.text()).not.toContain(org.rep1.actor.userId);
    await releaseDraft(org.rep1, { lead_id: lead });
  });
});
