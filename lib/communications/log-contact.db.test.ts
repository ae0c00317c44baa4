import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import type { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "@/lib/leads/create-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { logContact } from "./log-contact";
import { markResponded } from "./mark-responded";

const { admin } = await testDatabase();
const start = Date.parse("2026-03-02T09:00:00Z");
const day = 86_400_000;
const reason = "she asked for it herself";

let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization();
  lead = (
    await createLead(at(org.rep1, new Date(start)), { last_name: "Doe", email: "jane@acme.com", phone: "+14155550123" })
  ).id;
});
type Name = "rep1" | "rep2" | "manager";
const log = (who: Name, after: number, given: Record<string, unknown> = {}) =>
  logContact(at(org[who], new Date(start + after)), { lead_id: lead, method: "email", ...given });
const collisions = () =>
  admin`select kind, code, communication_id, other_communication_id as other from collision_incidents where lead_id = ${lead} order by id`;

describe("a planned touch", () => {
  it("takes the slot of the lead and of the person, for the window of its channel", async () => {
    const { id } = await log("rep1", 0);
    const slots =
      await admin`select scope, scope_key, channel_group, upper(span) - lower(span) = interval '24 hours' as whole, lower(span) as since from contact_guards where communication_id = ${id} order by scope`;
    expect([...slots]).toEqual([
      { scope: "lead", scope_key: lead, channel_group: "email", whole: true, since: new Date(start) },
      { scope: "point", scope_key: "email:jane@acme.com", channel_group: "email", whole: true, since: new Date(start) },
    ]);
  });

  it("is refused while the slot stands, keeps the evidence, and says the same as the verdict on screen", async () => {
    const { id } = await log("rep1", 0, { subject: "Hello", body: "Hi Jane" });
    const refusal = await log("rep2", day / 2).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: "RECENTLY_CONTACTED",
      status: 409,
      extra: {
        overridable: false,
        next_allowed_at: new Date(start + day).toISOString(),
        holder: { user: { name: "rep1" }, subject: "Hello", excerpt: "Hi Jane" },
      },
    });
    expect((await collisions()).map((one) => [one.kind, one.code, one.communication_id, one.other])).toEqual([
      ["prevented", "RECENTLY_CONTACTED", null, id],
    ]);
    const verdict = await read(org.rep2, "leads:read", (tx) =>
      assessLead(tx, lead, at(org.rep2, new Date(start + day / 2))),
    );
    expect(verdict.channels.email).toMatchObject({
      verdict: "blocked",
      next_allowed_at: new Date(start + day).toISOString(),
    });
    expect(await admin`select 1 from communications where lead_id = ${lead}`).toHaveLength(1);
  });

  it("is free on another channel, and on the same one when window and warning are over", async () => {
    await log("rep1", 0);
    await log("rep2", 1000, { method: "call" });
    await expect(log("rep2", day)).rejects.toMatchObject({ code: "SAME_CHANNEL_RECENT", extra: { overridable: true } });
    await log("rep2", 7 * day);
  });

  it("goes over a warning by any rep with a reason, and over a slot by a manager alone, who ends it on the record", async () => {
    const first = await log("rep1", 0);
    const second = await log("rep2", 2 * day, { override_reason: reason });
    expect(second.collisions).toEqual([{ kind: "overridden", code: "SAME_CHANNEL_RECENT", other_id: first.id }]);
    await expect(log("rep1", 2 * day + 1000, { override_reason: reason })).rejects.toMatchObject({
      code: "RECENTLY_CONTACTED",
    });
    const third = await log("manager", 2 * day + 2000, { override_reason: `  ${reason}  ` });
    const [override] =
      await admin`select o.*, (select array_agg(g.id) from contact_guards g where g.communication_id = ${second.id}) as slots from outreach_overrides o where communication_id = ${third.id}`;
    expect(override).toMatchObject({
      user_id: org.manager.actor.userId,
      role: "manager",
      reason,
      codes: ["RECENTLY_CONTACTED", "SAME_CHANNEL_RECENT"],
    });
    expect([...(override?.ended_guard_ids ?? [])].sort()).toEqual([...(override?.slots ?? [])].sort());
    const ended =
      await admin`select upper(span) as until, released_at from contact_guards where communication_id = ${second.id}`;
    expect(ended.map((slot) => slot.until?.getTime())).toEqual([start + 2 * day + 2000, start + 2 * day + 2000]);
    expect(ended.every((slot) => slot.released_at !== null)).toBe(true);
  });

  it.each(["short", "        x"])("is not helped by the reason %j", async (override_reason) => {
    await log("rep1", 0);
    await expect(log("manager", 1000, { override_reason })).rejects.toMatchObject({
      code: "INVALID",
      errors: [expect.objectContaining({ path: "override_reason" })],
    });
  });

  it("to a person on the list is refused to everybody, also with a reason", async () => {
    await addDncEntry(org.rep1, { kind: "email", value: "jane@acme.com", reason: "asked to stop" });
    for (const who of ["rep1", "manager"] as const) {
      await expect(log(who, Date.now() - start, { override_reason: reason })).rejects.toMatchObject({
        code: "DNC_BLOCKED",
        extra: { overridable: false, next_allowed_at: null },
      });
    }
    expect((await collisions()).map((one) => [one.kind, one.code])).toEqual([
      ["prevented", "DNC_BLOCKED"],
      ["prevented", "DNC_BLOCKED"],
    ]);
  });

  it("by the same rep may redial a call, without a reason and without a collision", async () => {
    const first = await log("rep1", 0, { method: "call" });
    const again = await log("rep1", 60_000, { method: "call" });
    expect(again.collisions).toEqual([]);
    const [row] = await admin`select guard_kind from communications where id = ${again.id}`;
    expect(row?.guard_kind).toBe("redial");
    await expect(log("rep2", 120_000, { method: "call" })).rejects.toMatchObject({ code: "RECENTLY_CONTACTED" });
    expect(
      await admin`select 1 from contact_guards where communication_id = ${first.id} and upper(span) > ${new Date(start + 60_000)}`,
    ).toHaveLength(0);
  });
});

describe("a touch that happened", () => {
  it("is stored whatever stands in the way, and says what it broke", async () => {
    const first = await log("rep1", 0);
    const fact = await log("rep2", 3_600_000, { already_happened: true });
    expect(fact.collisions).toEqual([{ kind: "escaped", code: "RECENTLY_CONTACTED", other_id: first.id }]);
  });

  it("takes the slot when it is free, also in the past", async () => {
    const fact = await log("rep1", 0, { occurred_at: new Date(start - 2 * 3_600_000).toISOString() });
    await expect(log("rep2", 0)).rejects.toMatchObject({
      code: "RECENTLY_CONTACTED",
      extra: { holder: { at: fact.occurred_at }, next_allowed_at: new Date(start + 22 * 3_600_000).toISOString() },
    });
  });

  it("to a person on the list is stored and flagged; before they were on it, it broke nothing", async () => {
    await addDncEntry(at(org.rep1, new Date(start)), {
      kind: "email",
      value: "jane@acme.com",
      reason: "asked to stop",
    });
    const after = await log("rep1", day, { already_happened: true });
    const before = await log("rep1", day, { occurred_at: new Date(start - 3 * day).toISOString() });
    expect([after.collisions, before.collisions]).toEqual([
      [{ kind: "escaped", code: "DNC_BLOCKED", other_id: null }],
      [],
    ]);
  });

  it("inbound takes no slot, needs none and breaks nothing", async () => {
    await log("rep1", 0);
    const inbound = await log("rep2", 1000, { direction: "inbound" });
    expect(inbound.collisions).toEqual([]);
    expect(await admin`select 1 from contact_guards where communication_id = ${inbound.id}`).toHaveLength(0);
  });
});

describe("marking an answer", () => {
  const mark = (ctx: Name, contact_id: string, given: Record<string, unknown>) =>
    markResponded(at(org[ctx], new Date(start + day)), { contact_id, ...given });

  it("once is enough: the same again keeps the first time, writes no event and moves nothing", async () => {
    const { id } = await log("rep1", 0);
    const first = await mark("rep1", id, { responded: true, response_at: new Date(start + 1000).toISOString() });
    const again = await mark("rep2", id, { responded: true });
    expect(again.response_at).toBe(first.response_at);
    expect(await admin`select 1 from events where kind = 'lead.replied' and lead_id = ${lead}`).toHaveLength(1);
  });

  it("cannot be taken back when a stored message is the answer", async () => {
    const { id } = await log("rep1", 0);
    const reply = await log("rep1", 1000, { direction: "inbound" });
    await admin`update communications set replied_at = ${reply.occurred_at}, replied_by_id = ${reply.id} where id = ${id}`;
    await expect(mark("rep1", id, { responded: false })).rejects.toMatchObject({
      code: "ANSWERED_BY_MESSAGE",
      status: 409,
    });
  });

  it.each(["draft", "queued", "blocked", "cancelled"])(
    "on a message that never left (%s) is refused",
    async (status) => {
      const id = await admin.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        return insertRawTouch(sql, { org_id: org.orgId, lead_id: lead, status, occurred_at: new Date(start) });
      });
      await expect(mark("rep1", id, { responded: true })).rejects.toMatchObject({ code: "INVALID" });
    },
  );

  it("on another organization's touch, or none, is NOT_FOUND", async () => {
    const { id } = await log("rep1", 0);
    const other = await mintOrganization();
    for (const contact_id of [id, newId()])
      await expect(markResponded(other.admin, { contact_id, responded: true })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
  });
});

describe("a repeated request", () => {
  it("gets the stored answer; with another body 422; a refusal is repeated too", async () => {
    const ctx = at(org.rep1, new Date(start));
    const idempotency = { principal: "p", route: "r", key: "k", bodyHash: "one" };
    const first = await logContact.execute({ ...ctx, idempotency }, { lead_id: lead, method: "email" });
    const again = await logContact.execute({ ...ctx, idempotency }, { lead_id: lead, method: "email" });
    expect([first.replayed, again.replayed, again.output]).toEqual([false, true, first.output]);
    await expect(
      logContact({ ...ctx, idempotency: { ...idempotency, bodyHash: "two" } }, { lead_id: lead, method: "email" }),
    ).rejects.toMatchObject({ code: "IDEMPOTENCY_MISMATCH", status: 422 });
    const refused = { ...idempotency, key: "k2" };
    const refusal = () =>
      logContact({ ...ctx, idempotency: refused }, { lead_id: lead, method: "email" }).then(
        () => "stored",
        (error: AppError) => JSON.stringify([error.code, error.detail, error.extra]),
      );
    const [one, two] = [await refusal(), await refusal()];
    expect(one).toContain("RECENTLY_CONTACTED");
    expect(two).toBe(one);
    expect(await collisions()).toHaveLength(1);
  });
});
