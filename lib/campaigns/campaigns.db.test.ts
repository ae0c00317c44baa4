import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { markResponded } from "@/lib/communications/mark-responded";
import { read } from "@/lib/core/read";
import { completeItem } from "@/lib/daily-outreach/complete-item";
import { createDay } from "@/lib/daily-outreach/create-day";
import { sendItem } from "@/lib/daily-outreach/send-item";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createLead } from "@/lib/leads/create-lead";
import { createSegment } from "@/lib/segments/create-segment";
import { queueMessage } from "@/lib/sending/queue-message";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { createSequence } from "@/lib/sequences/create-sequence";
import { updateSequence } from "@/lib/sequences/update-sequence";
import { createSource } from "@/lib/sources/create-source";
import { createCampaign } from "./create-campaign";
import { getCampaign, listCampaigns } from "./queries";
import { updateCampaign } from "./update-campaign";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const fresh = (ctx = org.rep1) => at(ctx, new Date());
const campaignOf = (name: string, more: object = {}) => createCampaign(fresh(org.manager), { name, ...more });
const newLead = async (name: string) =>
  (await createLead(org.rep1, { first_name: name, email: `${name}@${org.slug}.example` })).id;
const sent = async () =>
  (await admin`select source, campaign_id from communications where org_id = ${org.orgId} order by created_at, id`).map(
    (one) => [one.source, one.campaign_id],
  );
const message = (lead_id: string, campaign_id?: string) =>
  queueMessage(fresh(), {
    lead_id,
    channel: "email",
    subject: "Dates",
    body_text: "Shall we say Tuesday?",
    campaign_id,
  });

describe("a campaign", () => {
  it("has a name of its own, a goal, a source and an account, and is put away and brought back", async () => {
    const source = await createSource(org.manager, { name: "Fair" });
    const spring = await campaignOf("Spring", { goal: "Ten meetings", source_id: source.id });
    expect(spring).toMatchObject({
      name: "Spring",
      goal: "Ten meetings",
      source: { name: "Fair" },
      account: null,
      attempts: 0,
    });
    await expect(campaignOf("spring")).rejects.toMatchObject({ code: "CONFLICT" });
    const change = (more: object) => updateCampaign(fresh(org.manager), { campaign_id: spring.id, ...more });
    expect(await change({ archived: true })).toMatchObject({ archived: true, goal: "Ten meetings", version: 2 });
    await campaignOf("Spring");
    await expect(change({ archived: false })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await change({ archived: false, name: "Spring, early", goal: null })).toMatchObject({
      archived: false,
      goal: null,
    });
    await expect(change({ name: "x", if_version: 1 })).rejects.toMatchObject({ code: "STALE" });
    const names = (await read(org.rep1, "campaigns:read", (tx) => listCampaigns(tx, org.rep1))).map((one) => one.name);
    expect(names).toEqual(["Spring", "Spring, early"]);
  });

  it("refuses a source or an account that is not here, and a rep who makes one", async () => {
    const strange = (await createSource((await mintOrganization()).manager, { name: "Theirs" })).id;
    await expect(campaignOf("A", { source_id: strange })).rejects.toMatchObject({ code: "INVALID" });
    await expect(campaignOf("A", { account_id: strange })).rejects.toMatchObject({ code: "INVALID" });
    await expect(createCampaign(org.rep1, { name: "A" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("what is sent", () => {
  it("is counted to the campaign that was said, and never to another afterwards", async () => {
    const spring = await campaignOf("Spring");
    await message(await newLead("ada"), spring.id);
    await message(await newLead("ben"));
    expect(await sent()).toEqual([
      ["composer", spring.id],
      ["composer", null],
    ]);
    await expect(
      admin.begin(async (sql) => {
        await sql`set local role touchline_app`;
        await sql`select set_config('app.org_id', ${org.orgId}, true)`;
        await sql`update communications set campaign_id = null`;
      }),
    ).rejects.toThrow(/permission denied/);
  });

  it("is refused for a campaign that was put away, or is another organization's, and nothing is sent", async () => {
    const [spring, lead] = [await campaignOf("Spring"), await newLead("ada")];
    await updateCampaign(fresh(org.manager), { campaign_id: spring.id, archived: true });
    const theirs = (await createCampaign((await mintOrganization()).manager, { name: "Theirs" })).id;
    for (const id of [spring.id, theirs]) await expect(message(lead, id)).rejects.toMatchObject({ code: "INVALID" });
    expect(await sent()).toEqual([]);
  });

  it("by a sequence is of the sequence's campaign, as it is when the step goes out", async () => {
    const [spring, autumn] = [await campaignOf("Spring"), await campaignOf("Autumn")];
    const steps = [{ kind: "email", subject: "Dates", body: "Shall we say Tuesday?" }];
    const sequence = await createSequence(fresh(org.admin), {
      name: "One",
      steps,
      campaign_id: spring.id,
      publish: true,
    });
    expect(sequence.campaign).toEqual({ id: spring.id, name: "Spring" });
    const go = async (name: string) => {
      await enrollLead(fresh(), { lead_id: await newLead(name), sequence_id: sequence.id });
      await runEnrollments(at(org.admin, new Date(Date.now() + 1000)), {});
    };
    await go("ada");
    await updateSequence(fresh(org.admin), { sequence_id: sequence.id, campaign_id: autumn.id });
    await go("ben");
    await updateSequence(fresh(org.admin), { sequence_id: sequence.id, campaign_id: null });
    await go("cleo");
    expect(await sent()).toEqual([
      ["sequence", spring.id],
      ["sequence", autumn.id],
      ["sequence", null],
    ]);
  });

  it("out of a rep's day is of the day's campaign", async () => {
    const spring = await campaignOf("Spring");
    await newLead("ada");
    const segment = await createSegment(fresh(), { name: "All", filter: { and: [] } });
    const day = await createDay(fresh(), { segment_id: segment.id, campaign_id: spring.id });
    await sendItem(fresh(), { item_id: day.data[0]?.id, subject: "Dates", body: "Shall we say Tuesday?" });
    expect(await sent()).toEqual([["batch", spring.id]]);
  });

  it("is summed up on the campaign: attempts, leads, answers, clients", async () => {
    const spring = await campaignOf("Spring");
    for (const nth of [1, 2]) await createLead(org.rep1, { first_name: "Ada", phone: `+1415555013${nth}` });
    const segment = await createSegment(fresh(), { name: "All", filter: { and: [] } });
    const { data } = await createDay(fresh(), { segment_id: segment.id, campaign_id: spring.id });
    for (const { id } of data) await completeItem(fresh(), { item_id: id, notes: "She rang back." });
    const [touch] = await admin`select id, lead_id from communications where campaign_id = ${spring.id}`;
    await markResponded(at(org.rep1, new Date(Date.now() + 1000)), { contact_id: touch?.id, responded: true });
    const found = await read(org.rep1, "campaigns:read", (tx) => getCampaign(tx, org.rep1, spring.id));
    expect(found).toMatchObject({ attempts: 2, leads: 2, answered: 1, won: 0 });
  });
});
