import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { createSequence } from "@/lib/sequences/create-sequence";
import { contextOf } from "@/lib/worker/organization-context";
import { completeItem } from "./complete-item";
import { createDay } from "./create-day";
import { getDay } from "./queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead_id: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  lead_id = await makeLead("Ada");
});

const userOf = (ctx: Context) => ctx.actor.userId;
const makeLead = async (last_name: string) =>
  (await createLead(org.rep1, { last_name, phone: "+14155550101", owner_id: userOf(org.rep1) })).id;
const give = (to: Context | null, lead = lead_id) =>
  updateLead(org.manager, { lead_id: lead, owner_id: to ? userOf(to) : null });
const openOf = async (ctx: Context) => {
  const day = await read(ctx, "communications:read", (tx) => getDay(tx, ctx));
  return day.data.filter((one) => one.status === "open").map((one) => one.reason);
};
const dayOf = async (ctx: Context) =>
  (await admin`select id from daily_outreach_batches where user_id = ${userOf(ctx)}`)[0]?.id;
const callOf = (ctx: Context, direction: string) =>
  logContact(ctx, { lead_id, method: "call", direction, occurred_at: ctx.now.toISOString(), already_happened: true });
const askBySequence = async () => {
  const steps = [
    { kind: "call", subject: "Ask about dates" },
    { kind: "task", subject: "Write down what they said" },
  ];
  const { id } = await createSequence(org.admin, { name: "Calls", steps, publish: true });
  await enrollLead(org.rep1, { lead_id, sequence_id: id });
  await runEnrollments({ ...(await contextOf(org.orgId)), now: org.rep1.now }, {});
};

describe("a lead that is given to a colleague", () => {
  it("takes along what a sequence asked for, and the sequence asks the colleague from then on", async () => {
    await askBySequence();
    expect(await openOf(org.rep1)).toEqual(["sequence"]);
    await give(org.rep2);
    expect(await openOf(org.rep1)).toEqual([]);
    expect(await openOf(org.rep2)).toEqual(["sequence"]);
    const day = await read(org.rep2, "communications:read", (tx) => getDay(tx, org.rep2));
    await completeItem(org.rep2, { item_id: day.data[0]?.id, notes: "Spoke" });
    await runEnrollments({ ...(await contextOf(org.orgId)), now: org.rep1.now }, {});
    const [next] = (await read(org.rep2, "communications:read", (tx) => getDay(tx, org.rep2))).data;
    expect([next?.subject, next?.status]).toEqual(["Write down what they said", "open"]);
    expect(await openOf(org.rep1)).toEqual([]);
  });

  it("stands in the colleague's day instead, once, also when it stands there already", async () => {
    await callOf(org.rep1, "inbound");
    await createDay(org.rep1, {});
    expect(await openOf(org.rep1)).toEqual(["reply"]);
    await give(org.rep2);
    expect([await openOf(org.rep1), await openOf(org.rep2)]).toEqual([[], ["reply"]]);
    await give(org.rep1);
    expect([await openOf(org.rep1), await openOf(org.rep2)]).toEqual([["reply"], []]);
    const held = {
      org_id: org.orgId,
      lead_id,
      reason: "segment",
      channel: "call",
      why: "By hand",
      due_at: org.rep2.now,
    };
    await admin`insert into daily_outreach_items ${admin({ ...held, batch_id: await dayOf(org.rep2) })}`;
    await give(org.rep2);
    expect([await openOf(org.rep1), await openOf(org.rep2)]).toEqual([[], ["segment"]]);
    expect(await admin`select status from daily_outreach_items where lead_id = ${lead_id} order by status`).toEqual([
      { status: "open" },
      { status: "withdrawn" },
    ]);
  });

  it("that is given to nobody leaves what was asked for where it stands", async () => {
    await askBySequence();
    await give(null);
    expect(await openOf(org.rep1)).toEqual(["sequence"]);
  });
});
