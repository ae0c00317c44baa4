import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { markResponded } from "@/lib/communications/mark-responded";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime, minusDays } from "@/lib/core/time";
import { wakeSealer } from "@/lib/core/wake";
import { claimDraft } from "@/lib/drafts/claim-draft";
import { emit } from "@/lib/events/emit";
import { sealEvents } from "@/lib/events/seal-events";
import { acceptHandOver } from "@/lib/hand-overs/accept-hand-over";
import { requestHandOver } from "@/lib/hand-overs/request-hand-over";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { requestSlot } from "@/lib/outreach/request-slot";
import { changeNotifications } from "./change-notifications";
import { markNotifications } from "./mark-notifications";
import { listNotifications } from "./queries";
import { recordNotifications } from "./record-notifications";
import { listNotificationsInputSchema } from "./schema";

const { admin } = await testDatabase();
const stop = new AbortController();
let sealer: Promise<void>;
let org: MintedOrganization;
let lead: string;

beforeAll(() => {
  sealer = sealEvents({ signal: stop.signal, warn: () => {} });
});
afterAll(async () => {
  stop.abort();
  await sealer;
});
beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(now(org.rep1), { first_name: "Ines", email: `ines@${org.slug}.example` })).id;
});

const now = (ctx: Context) => at(ctx, currentTime());
const job = (): Context => ({
  orgId: org.orgId,
  timezone: "UTC",
  defaultRegion: "US",
  actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
  now: currentTime(),
  requestId: newId(),
});

async function untilSealed(): Promise<void> {
  wakeSealer();
  for (let tries = 0; tries < 500; tries++) {
    const [row] = await admin`select from events where org_id = ${org.orgId} and position is null limit 1`;
    if (!row) return;
    await sleep(20);
  }
}

/** What the worker does, once everything is sealed. */
async function dispatch(): Promise<number> {
  await untilSealed();
  const { told } = await recordNotifications(job(), {});
  return told;
}

const toldTo = async (ctx: Context, asked: object = {}) => {
  const me = now(ctx);
  const input = listNotificationsInputSchema.parse(asked);
  return read(me, "notifications:read", (tx) => listNotifications(tx, me, input));
};
const kindsOf = async (ctx: Context) => (await toldTo(ctx)).data.map((one) => one.kind);

describe("a colleague's touch", () => {
  it("is told to the lead's owner with who, whom and how, and to nobody else", async () => {
    await logContact(now(org.rep2), { lead_id: lead, method: "call", already_happened: true });
    await dispatch();
    const { data, unread } = await toldTo(org.rep1);
    expect(data).toMatchObject([
      {
        kind: "lead_contacted",
        actor: { name: "rep2" },
        lead: { id: lead, name: "Ines" },
        method: "call",
        read_at: null,
      },
    ]);
    expect(unread).toBe(1);
    for (const other of [org.rep2, org.manager, org.admin]) expect(await kindsOf(other)).toEqual([]);
  });

  it("is told to whoever is writing to the lead", async () => {
    await claimDraft(now(org.rep2), { lead_id: lead, method: "email" });
    await logContact(now(org.manager), { lead_id: lead, method: "call", already_happened: true });
    await dispatch();
    expect([await kindsOf(org.rep1), await kindsOf(org.rep2)]).toEqual([["lead_contacted"], ["lead_contacted"]]);
  });

  it("is not told to who made it, nor from an import, nor a week later", async () => {
    await logContact(now(org.rep1), { lead_id: lead, method: "call", already_happened: true });
    const imported = { ...now(org.rep2), actor: { ...org.rep2.actor, via: "import" as const } };
    await logContact(imported, { lead_id: lead, method: "call", already_happened: true });
    await logContact(at(org.rep2, minusDays(currentTime(), 8)), {
      lead_id: lead,
      method: "sms",
      already_happened: true,
    });
    await dispatch();
    expect(await kindsOf(org.rep1)).toEqual([]);
  });

  it("stays in its organization", async () => {
    const other = await mintOrganization();
    await logContact(now(org.rep2), { lead_id: lead, method: "call", already_happened: true });
    await dispatch();
    expect((await toldTo(other.rep1)).data).toEqual([]);
  });
});

describe("once per event and person", () => {
  it("holds when two workers read at the same moment, and when the cursor is put back", async () => {
    await logContact(now(org.rep2), { lead_id: lead, method: "call", already_happened: true });
    await dispatch();
    await logContact(now(org.rep2), { lead_id: lead, method: "sms", already_happened: true });
    await dispatch();
    await admin`update event_cursors set position = 0 where org_id = ${org.orgId}`;
    await Promise.all([1, 2, 3, 4].map(() => recordNotifications(job(), {})));
    expect(await kindsOf(org.rep1)).toEqual(["lead_contacted", "lead_contacted"]);
    const [event] =
      await admin`select event_id, user_id, position from notifications where org_id = ${org.orgId} limit 1`;
    const again = outcomeOf(
      org.orgId,
      (tx) =>
        tx.sql`insert into notifications (user_id, kind, event_id, position) values (${event?.user_id}, 'lead_contacted', ${event?.event_id}, 1)`,
    );
    expect(await again).toBe("23505");
  });

  it("survives a worker that died between two pages: the cursor and what was told stand or fall together", async () => {
    await logContact(now(org.rep2), { lead_id: lead, method: "call", already_happened: true });
    await untilSealed();
    const failing = { ...job(), now: new Date(Number.NaN) };
    await expect(recordNotifications(failing, {})).rejects.toThrow();
    const rows = await admin`select 1 from event_cursors where org_id = ${org.orgId}`;
    expect(rows).toHaveLength(0);
    await dispatch();
    expect(await kindsOf(org.rep1)).toEqual(["lead_contacted"]);
  });
});

describe("other news", () => {
  it("an answer goes to the owner and to who wrote what was answered", async () => {
    const touch = await logContact(now(org.rep2), { lead_id: lead, method: "email", already_happened: true });
    await markResponded(now(org.manager), { contact_id: touch.id, responded: true });
    await dispatch();
    expect(await kindsOf(org.rep1)).toEqual(["lead_replied", "lead_contacted"]);
    expect(await kindsOf(org.rep2)).toEqual(["lead_replied"]);
  });

  it("who stands in the way is asked for the slot, and nobody else is; without anybody there is nobody to ask", async () => {
    const asked = { lead_id: lead, method: "email" };
    await expect(requestSlot(now(org.manager), asked)).rejects.toMatchObject({ code: "CONFLICT" });
    await logContact(now(org.rep2), asked);
    await expect(requestSlot(now(org.rep2), asked)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await requestSlot(now(org.manager), asked)).toEqual({
      asked: { id: org.rep2.actor.userId, name: "rep2" },
    });
    await dispatch();
    const [told] = (await toldTo(org.rep2)).data;
    expect(told).toMatchObject({ kind: "slot_asked", actor: { name: "manager" }, lead: { id: lead }, method: "email" });
    expect(await kindsOf(org.rep1)).toEqual(["lead_contacted"]);
  });

  it("whose slot was overridden learns it from the override itself", async () => {
    await logContact(now(org.rep2), { lead_id: lead, method: "email" });
    await logContact(now(org.manager), { lead_id: lead, method: "email", override_reason: "She asked for it today" });
    await dispatch();
    expect(await kindsOf(org.rep2)).toEqual(["slot_overridden"]);
  });

  it("a lead that is given to somebody is told to them, once it is somebody else who gives it", async () => {
    await updateLead(now(org.manager), { lead_id: lead, owner_id: org.rep2.actor.userId });
    await createLead(now(org.manager), { first_name: "Omar", owner_id: org.rep2.actor.userId });
    await dispatch();
    expect(await kindsOf(org.rep2)).toEqual(["lead_assigned", "lead_assigned"]);
    expect(await kindsOf(org.manager)).toEqual([]);
  });

  it("many leads that are given to somebody at once are told to them once", async () => {
    const subjects = { user_id: org.rep2.actor.userId };
    await inOrganization(org.orgId, (tx) =>
      emit(tx, now(org.manager), [{ kind: "leads.assigned", subjects, payload: { count: 40 } }]),
    );
    await dispatch();
    expect((await toldTo(org.rep2)).data).toMatchObject([
      { kind: "lead_assigned", actor: { name: "manager" }, lead: null },
    ]);
    expect(await kindsOf(org.manager)).toEqual([]);
  });

  it("a request for a lead goes to its owner, one for nobody's lead to every manager, and the answer back", async () => {
    await requestHandOver(now(org.rep2), { lead_id: lead });
    await updateLead(now(org.admin), {
      lead_id: (await createLead(now(org.admin), { first_name: "Free" })).id,
      owner_id: null,
    });
    const [free] = await admin`select id from leads where org_id = ${org.orgId} and owner_id is null`;
    await requestHandOver(now(org.rep2), { lead_id: free?.id });
    await dispatch();
    expect(await kindsOf(org.rep1)).toEqual(["hand_over_asked"]);
    expect(await kindsOf(org.manager)).toEqual(["hand_over_asked"]);
    const [asked] = await admin`select id from hand_overs where lead_id = ${lead}`;
    await acceptHandOver(now(org.rep1), { hand_over_id: asked?.id });
    await dispatch();
    expect((await toldTo(org.rep2)).data[0]).toMatchObject({ kind: "hand_over_decided", outcome: "accepted" });
  });
});

describe("a kind that was switched off", () => {
  it("is told no more, and again once it is switched on", async () => {
    await changeNotifications(now(org.rep1), { kind: "lead_contacted", on: false });
    await changeNotifications(now(org.rep1), { kind: "lead_contacted", on: false });
    await logContact(now(org.rep2), { lead_id: lead, method: "call", already_happened: true });
    await dispatch();
    expect(await kindsOf(org.rep1)).toEqual([]);
    await changeNotifications(now(org.rep1), { kind: "lead_contacted", on: true });
    await logContact(now(org.rep2), { lead_id: lead, method: "call", already_happened: true });
    await dispatch();
    expect(await kindsOf(org.rep1)).toEqual(["lead_contacted"]);
  });
});

describe("reading", () => {
  it("marks mine, one or all, never another's, and pages by what happened last", async () => {
    for (let nth = 0; nth < 5; nth++)
      await logContact(now(org.rep2), { lead_id: lead, method: "call", already_happened: true });
    await dispatch();
    const { data } = await toldTo(org.rep1, { limit: 2 });
    const ids = [data[0]?.id ?? ""];
    expect(await markNotifications(now(org.rep2), { ids })).toEqual({ read: 0, unread: 0 });
    expect(await markNotifications(now(org.rep1), { ids })).toEqual({ read: 1, unread: 4 });
    expect(await markNotifications(now(org.rep1), { ids })).toEqual({ read: 0, unread: 4 });
    const pages = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await toldTo(org.rep1, { limit: 2, ...(cursor && { cursor }) });
      pages.push(page.data.map((one) => one.id));
      cursor = page.next_cursor;
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(new Set(pages.flat()).size).toBe(5);
    expect((await toldTo(org.rep1, { unread: "true" })).data).toHaveLength(4);
    expect(await markNotifications(now(org.rep1), { all: true })).toEqual({ read: 4, unread: 0 });
    for (const wrong of [{}, { all: true, ids }, { ids: ["no id"] }])
      await expect(markNotifications(now(org.rep1), wrong)).rejects.toMatchObject({ code: "INVALID" });
  });

  it("tells my other windows over the live feed's own event, addressed to me", async () => {
    await logContact(now(org.rep2), { lead_id: lead, method: "call", already_happened: true });
    await dispatch();
    await markNotifications(now(org.rep1), { all: true });
    const rows =
      await admin`select kind, subjects ->> 'user_id' as user from events where org_id = ${org.orgId} and kind like 'notification.%' order by id`;
    expect([...rows]).toEqual([
      { kind: "notification.created", user: org.rep1.actor.userId },
      { kind: "notification.read", user: org.rep1.actor.userId },
    ]);
  });
});

it("a rep who may not see the lead is told nothing of it", async () => {
  await admin`update memberships set visibility = 'own' where org_id = ${org.orgId} and user_id = ${org.rep2.actor.userId}`;
  const touch = await logContact(now(org.rep2), { lead_id: lead, method: "email", already_happened: true });
  await markResponded(now(org.rep1), { contact_id: touch.id, responded: true });
  await dispatch();
  expect(await kindsOf(org.rep2)).toEqual([]);
});
