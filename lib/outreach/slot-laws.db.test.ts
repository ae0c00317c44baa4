import type postgres from "postgres";
import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf, type RawTouch } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";

const { admin } = await testDatabase();
const email = "jane@example.org";

let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { last_name: "Doe", email })).id;
});

type Slot = { scope?: string; key?: string; group?: string; span?: string; released?: boolean };
type Sql = postgres.TransactionSql;
// A second early: the touch carries the clock of this program, cut to milliseconds.
const now = "(now() - interval '1 second')";
const whole = `tstzrange(${now}, ${now} + interval '24 hours', '[)')`;
const both: Slot[] = [{}, { scope: "point", key: `email:${email}` }];

/** A planned mail and its slots by hand, in one transaction. */
const plan = (slots: Slot[], touch: Partial<RawTouch> = {}) =>
  outcomeOf(org.orgId, async ({ sql }) => {
    const id = newId();
    await takeByHand(sql, id, slots);
    await insertRawTouch(sql, { id, lead_id: lead, to_address: email, to_norm: email, ...touch });
  });

async function takeByHand(sql: Sql, id: string, slots: Slot[]): Promise<void> {
  for (const { scope = "lead", key = lead, group = "email", span = whole, released } of slots) {
    await sql`insert into contact_guards (scope, scope_key, channel_group, span, communication_id, released_at)
      values (${scope}, ${key}, ${group}, ${sql.unsafe(span)}, ${id}, ${released ? new Date() : null})`;
  }
}

describe("a planned touch by raw SQL", () => {
  it("is stored with both slots of the whole window", async () => {
    expect(await plan(both)).toBe("ok");
  });

  it.each<[string, Slot[], Partial<RawTouch>]>([
    ["no slot", [], {}],
    ["the lead's slot alone", [{}], {}],
    ["the person's slot alone", both.slice(1), {}],
    ["another person's slot", [{}, { scope: "point", key: "email:other@example.org" }], {}],
    ["another lead's slot", [{ key: "00000000-0000-7000-8000-000000000000" }, both[1] ?? {}], {}],
    ["slots of another channel group", both.map((slot) => ({ ...slot, group: "sms" })), {}],
    [
      "slots of a minute",
      both.map((slot) => ({ ...slot, span: `tstzrange(${now}, ${now} + interval '1 minute', '[)')` })),
      {},
    ],
    ["empty slots", both.map((slot) => ({ ...slot, span: "'empty'::tstzrange" })), {}],
    [
      "slots of last year",
      both.map((slot) => ({
        ...slot,
        span: `tstzrange(${now} - interval '1 year', ${now} - interval '11 months', '[)')`,
      })),
      {},
    ],
    ["no address although there is one", [{}], { to_address: null, to_norm: null }],
    ["the word that it does not count", [], { counts_as_contact: false }],
    ["the word that it is a reply", [], { guard_kind: "reply" }],
    ["the word that it was a redial", [], { guard_kind: "redial", channel: "call", to_norm: null, to_address: null }],
    ["a state in which it has already left", [], { status: "sent" }],
    ["a state in which it has already arrived", [], { status: "delivered" }],
    ["a state in which it is under way", [], { status: "sending" }],
    ["the form in which people log one", [], { status: "logged" }],
  ])("is refused at commit with %s", async (_, slots, touch) => {
    expect(await plan(slots, touch)).toBe("TL031");
  });

  it("that says it was overridden shows the record, and holds its slots all the same", async () => {
    expect(await plan(both, { guard_kind: "override" })).toBe("23514");
    expect(await plan(both, { guard_kind: "override", override_id: newId() })).toBe("23503");
    const overridden = (slots: Slot[], reason = "she asked for it") =>
      outcomeOf(org.orgId, async ({ sql }) => {
        const [id, override_id] = [newId(), newId()];
        await sql`insert into outreach_overrides (id, communication_id, user_id, role, codes, reason, warning)
          values (${override_id}, ${id}, ${org.manager.actor.userId}, 'manager', '{}', ${reason}, '[]')`;
        await takeByHand(sql, id, slots);
        await insertRawTouch(sql, {
          id,
          lead_id: lead,
          to_address: email,
          to_norm: email,
          guard_kind: "override",
          override_id,
        });
      });
    expect(await overridden(both, "  because  ")).toBe("23514");
    expect([await overridden([]), await overridden(both)]).toEqual(["TL031", "ok"]);
  });

  it.each(["draft", "blocked", "cancelled"])("that goes nowhere (%s) needs none", async (status) => {
    expect(await plan([], { status, guard_kind: "none" })).toBe("ok");
  });

  it("that was a draft needs its slots when it is queued", async () => {
    const id = await inOrganization(org.orgId, ({ sql }) =>
      insertRawTouch(sql, { lead_id: lead, to_address: email, to_norm: email, status: "draft" }),
    );
    const queue = (slots: Slot[]) =>
      outcomeOf(org.orgId, async ({ sql }) => {
        await takeByHand(sql, id, slots);
        await sql`update communications set status = 'queued', scheduled_for = now() where id = ${id}`;
      });
    expect(await queue([])).toBe("TL031");
    expect(await queue(both)).toBe("ok");
  });

  it("meets the constraint when somebody has the slot: at the address in another lead, and at the lead by another address", async () => {
    expect(await plan(both)).toBe("ok");
    const twin = (await createLead(org.rep1, { last_name: "Doe", email })).id;
    expect(await plan([{ key: twin }, both[1] ?? {}], { lead_id: twin })).toBe("23P01");
    expect(
      await plan([{}, { scope: "point", key: "email:second@example.org" }], { to_norm: "second@example.org" }),
    ).toBe("23P01");
    expect(
      await plan(
        both.map((slot) => ({
          ...slot,
          span: `tstzrange(${now} + interval '23 hours', ${now} + interval '47 hours', '[)')`,
        })),
        {},
      ),
    ).toBe("23P01");
    expect(
      await plan(
        both.map((slot) => ({ ...slot, group: "linkedin" })),
        { channel: "linkedin", to_address: null, to_norm: null },
      ),
    ).not.toBe("23P01");
  });

  it("of another organization has its own slots", async () => {
    expect(await plan(both)).toBe("ok");
    org = await mintOrganization();
    lead = (await createLead(org.rep1, { last_name: "Doe", email })).id;
    expect(await plan([{ key: lead }, both[1] ?? {}])).toBe("ok");
  });
});

describe("a slot", () => {
  const change = (setting: string) =>
    outcomeOf(org.orgId, ({ sql }) => sql.unsafe(`update contact_guards set ${setting} where scope = 'lead'`));
  beforeEach(async () => {
    expect(await plan(both, { status: "logged" })).toBe("ok");
  });

  it.each([
    ["lengthened", "span = tstzrange(lower(span), upper(span) + interval '1 hour'), released_at = now()"],
    ["begun earlier", "span = tstzrange(lower(span) - interval '1 hour', upper(span)), released_at = now()"],
    ["moved", "span = tstzrange(upper(span), upper(span) + interval '1 day'), released_at = now()"],
    ["cut in silence", "span = tstzrange(lower(span), lower(span))"],
  ])("cannot be %s", async (_, setting) => {
    expect(await change(setting)).toBe("TL030");
  });

  it.each([
    "scope = 'company'",
    "scope_key = 'x'",
    "channel_group = 'x'",
    "communication_id = new_id()",
    "kind = 'reply'",
    "id = new_id()",
  ])("cannot become another one (%s), by the application or by an administrator", async (setting) => {
    expect(await change(setting)).toBe("42501");
    await expect(
      admin.unsafe(
        `update contact_guards set ${setting}, released_at = now() where scope = 'lead' and org_id = '${org.orgId}'`,
      ),
    ).rejects.toMatchObject({ code: "TL030" });
  });

  it("can be ended, and then the next one is free to take", async () => {
    const end = "update contact_guards set span = tstzrange(lower(span), lower(span)), released_at = now()";
    expect(await outcomeOf(org.orgId, ({ sql }) => sql.unsafe(end))).toBe("ok");
    expect(await plan(both)).toBe("ok");
  });

  it("cannot be deleted", async () => {
    expect(await outcomeOf(org.orgId, ({ sql }) => sql`delete from contact_guards`)).toBe("42501");
  });

  it("belongs to a touch that is there at commit", async () => {
    expect(await outcomeOf(org.orgId, ({ sql }) => takeByHand(sql, newId(), [{ group: "sms" }]))).toBe("23503");
  });
});
