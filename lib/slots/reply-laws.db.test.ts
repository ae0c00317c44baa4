import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf, type RawTouch } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";

const { admin } = await testDatabase();
const fact = { intent: "happened", status: "logged", guard_kind: "none" };
const second = (ago: number) => new Date(Date.now() - ago * 1000);

let org: MintedOrganization;
let lead: string;
let thread: string;
let theirs: string;
beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { last_name: "Doe" })).id;
  [thread, theirs] = await inOrganization(org.orgId, async ({ sql }) => {
    const id = newId();
    await sql`insert into threads (id, lead_id, channel) values (${id}, ${lead}, 'email')`;
    return [
      id,
      await insertRawTouch(sql, {
        ...fact,
        lead_id: lead,
        direction: "inbound",
        thread_id: id,
        occurred_at: second(60),
      }),
    ];
  });
});

type Reply = { slot?: Partial<{ key: string; span: string; kind: string; scope: string; group: string }> | null };

/** A queued answer and its slot by hand, in one transaction. */
const answer = ({ slot = {} }: Reply = {}, touch: Partial<RawTouch> = {}) =>
  outcomeOf(org.orgId, async ({ sql }) => {
    const id = newId();
    const { key = theirs, span = "tstzrange(now() - interval '1 second', null, '[)')", group = "email" } = slot ?? {};
    const { kind = "reply", scope = "message" } = slot ?? {};
    if (slot)
      await sql`insert into contact_guards (scope, scope_key, channel_group, span, communication_id, kind)
        values (${scope}, ${key}, ${group}, ${sql.unsafe(span)}, ${id}, ${kind})`;
    await insertRawTouch(sql, {
      id,
      lead_id: lead,
      thread_id: thread,
      parent_id: theirs,
      guard_kind: "reply",
      ...touch,
    });
  });
const write = (touch: Partial<RawTouch>, leadId = lead) =>
  inOrganization(org.orgId, ({ sql }) => insertRawTouch(sql, { ...fact, lead_id: leadId, ...touch }));

describe("an answer by raw SQL", () => {
  it("passes with the slot of the message it answers, and no other", async () => {
    expect(await answer()).toBe("ok");
  });

  it.each<[string, Reply, Partial<RawTouch>]>([
    ["no slot", { slot: null }, {}],
    ["the slot of another message", { slot: { key: "00000000-0000-7000-8000-000000000000" } }, {}],
    ["the slot of another channel", { slot: { group: "sms" } }, {}],
    ["a slot that ends", { slot: { span: "tstzrange(now() - interval '1 second', now() + interval '1 day')" } }, {}],
    ["a slot that begins after it", { slot: { span: "tstzrange(now() + interval '1 day', null)" } }, {}],
    ["an ended slot", { slot: { span: "'empty'" } }, {}],
    ["no message that it answers", {}, { parent_id: null }],
    ["another conversation", {}, { thread_id: null }],
    ["another channel", {}, { channel: "linkedin" }],
    ["the word that it is outreach", {}, { guard_kind: "slot" }],
    ["a state in which it has already left", { slot: null }, { status: "sent" }],
    ["the form in which people log one", { slot: null }, { status: "logged" }],
  ])("is refused at commit with %s", async (_, reply, touch) => {
    expect(await answer(reply, touch)).toBe("TL031");
  });

  it.each([
    ["message", "outreach"],
    ["lead", "reply"],
    ["point", "reply"],
  ])("is refused a slot of scope %s and kind %s", async (scope, kind) => {
    expect(await answer({ slot: { scope, kind } })).toBe("23514");
  });

  it("is refused for a message of ours, or one to another lead", async () => {
    const ours = await write({ thread_id: thread, occurred_at: second(120) });
    expect(await answer({ slot: { key: ours } }, { parent_id: ours })).toBe("TL031");
    const other = (await createLead(org.rep1, { last_name: "Roe" })).id;
    const elsewhere = await write({ direction: "inbound", thread_id: null }, other);
    expect(await answer({ slot: { key: elsewhere } }, { parent_id: elsewhere })).toBe("TL031");
  });

  it("is refused for a message that was taken for a person's and was none", async () => {
    await inOrganization(
      org.orgId,
      ({ sql }) => sql`update communications set mail_kind = 'auto_reply' where id = ${theirs}`,
    );
    expect(await answer()).toBe("TL031");
  });

  it("is refused once a touch of ours in the conversation is newer than the message", async () => {
    await write({ thread_id: thread, occurred_at: second(30) });
    expect(await answer()).toBe("TL031");
  });

  it("is the only one: the second meets the constraint, whenever it is to go", async () => {
    expect(await answer()).toBe("ok");
    expect(await answer()).toBe("23P01");
    const later = { slot: { span: "tstzrange(now() + interval '6 days', null)" } };
    expect(await answer(later, { scheduled_for: new Date(Date.now() + 6 * 86_400_000 + 60_000) })).toBe("23P01");
  });

  it("of a message that came to two leads is one all the same", async () => {
    const twin = (await createLead(org.rep1, { last_name: "Doe" })).id;
    const inbound = { direction: "inbound", message_id: "<one@mail.example>", occurred_at: second(10) };
    const [here, there] = [await write({ ...inbound }), await write({ ...inbound }, twin)];
    const slot = { key: "<one@mail.example>" };
    expect(await answer({ slot }, { thread_id: null, parent_id: here })).toBe("ok");
    expect(await answer({ slot }, { thread_id: null, parent_id: there, lead_id: twin })).toBe("23P01");
    expect(await answer({ slot: { key: there } }, { thread_id: null, parent_id: there, lead_id: twin })).toBe("TL031");
  });
});

describe("a message that waits", () => {
  const queued = async () =>
    (await admin`select id from communications where org_id = ${org.orgId} and status = 'queued'`)[0]?.id;
  beforeEach(async () => {
    expect(await answer()).toBe("ok");
  });

  it.each(["cancelled", "blocked"])("frees its slots when it is %s, by whatever path", async (status) => {
    const [id, sql] = [await queued(), `update communications set status = '${status}', updated_at = now()`];
    expect(await outcomeOf(org.orgId, (tx) => tx.sql.unsafe(`${sql} where id = '${id}'`))).toBe("ok");
    expect(
      await admin`select isempty(span) as free, released_at is not null as told from contact_guards where communication_id = ${id}`,
    ).toEqual([{ free: true, told: true }]);
    expect(await answer()).toBe("ok");
  });

  it("does not lose its slot while it waits, by whatever path", async () => {
    const end = "update contact_guards set span = 'empty', released_at = now()";
    expect(await outcomeOf(org.orgId, ({ sql }) => sql.unsafe(end))).toBe("TL033");
    await expect(admin.unsafe(`${end} where org_id = '${org.orgId}'`)).rejects.toMatchObject({ code: "TL033" });
    const both = `with m as (update communications set status = 'blocked' where status = 'queued' returning id) ${end} where communication_id in (select id from m)`;
    expect(await outcomeOf(org.orgId, ({ sql }) => sql.unsafe(both))).toBe("ok");
  });

  it("is not queued again", async () => {
    const id = await queued();
    await admin`update communications set status = 'cancelled' where id = ${id}`;
    expect(
      await outcomeOf(org.orgId, ({ sql }) => sql`update communications set status = 'queued' where id = ${id}`),
    ).toBe("TL011");
  });
});
