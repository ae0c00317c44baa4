import type postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { createLead } from "@/lib/leads/create-lead";
import { TOUCH_STATUSES } from "./schema";

const { admin } = await testDatabase();

let org: MintedOrganization;
let lead: string;
beforeAll(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { last_name: "Doe" })).id;
});

// data-model.md, communications, once more.
const moves: Record<string, string[]> = {
  draft: ["queued", "cancelled"],
  queued: ["sending", "cancelled", "blocked"],
  sending: ["queued", "blocked", "sent", "rejected", "failed", "unknown"],
  unknown: ["sent", "failed"],
  sent: ["delivered", "bounced"],
  delivered: ["bounced"],
};

describe("a touch's status", () => {
  it.each(TOUCH_STATUSES)("goes from %s to where the design says, and nowhere else", async (from) => {
    const id = await stored({ status: from });
    await holdAttempt(id, from === "unknown");
    for (const to of TOUCH_STATUSES) {
      const allowed = to === from || moves[from]?.includes(to);
      const told = allowed ? "ok" : from === "unknown" && to === "queued" ? "TL012" : "TL011";
      const got = await tried((sql) => sql`update communications set status = ${to} where id = ${id}`);
      expect([from, to, got]).toEqual([from, to, told]);
    }
  });
});

describe("a touch", () => {
  const forever: Record<string, string> = {
    org_id: "gen_random_uuid()",
    id: "gen_random_uuid()",
    lead_id: "gen_random_uuid()",
    channel: "'call'",
    direction: "case direction when 'inbound' then 'outbound' else 'inbound' end",
    source: "'backfill'",
    intent: "case intent when 'planned' then 'happened' else 'planned' end",
    occurred_at: "occurred_at - interval '1 second'",
    counts_as_contact: "false",
    user_id: "null",
    idempotency_key: "'other'",
    created_at: "created_at - interval '1 second'",
  };
  const onceSent: Record<string, string> = {
    from_address: "'x'",
    to_address: "'x', to_norm = 'x'",
    to_norm: "'x'",
    cc: "'x'",
    subject: "'x'",
    body: "'x'",
    message_id: "'x'",
  };

  it.each(TOUCH_STATUSES)(
    "that is %s keeps what it is, also from the owner and from an administrator",
    async (status) => {
      const id = await stored({ status, user_id: org.rep1.actor.userId, idempotency_key: status });
      for (const [column, value] of Object.entries(forever)) {
        const code = await tried(
          (sql) => sql.unsafe(`update communications set ${column} = ${value} where id = '${id}'`),
          "admin",
        );
        expect([status, column, code]).toEqual([status, column, "TL010"]);
      }
    },
  );

  it.each(TOUCH_STATUSES)("that is %s keeps its text and addresses once it may have left", async (status) => {
    const id = await stored({ status });
    const may = status === "draft" || status === "queued";
    for (const [column, value] of Object.entries(onceSent)) {
      const code = await tried(
        (sql) => sql.unsafe(`update communications set ${column} = ${value} where id = '${id}'`),
        "admin",
      );
      expect([status, column, code]).toEqual([status, column, may ? "ok" : "TL010"]);
    }
  });

  it("loses its text by redaction, once, and cannot be given another one by it", async () => {
    const id = await stored({ status: "sent", body: "hello" });
    const redact = (sql: Sql) =>
      sql`update communications set body = null, subject = null, redacted_at = now() where id = ${id}`;
    expect(await tried(redact)).toBe("ok");
    await inOrganization(org.orgId, (tx) => redact(tx.sql));
    expect(
      await tried((sql) => sql`update communications set body = 'other', redacted_at = now() where id = ${id}`),
    ).toBe("TL010");
  });

  it("cannot be deleted, truncated, or pointed at another lead by the application", async () => {
    const id = await stored({ status: "logged", guard_kind: "none", intent: "happened" });
    expect(await tried((sql) => sql`delete from communications where id = ${id}`)).toBe("42501");
    expect(await tried((sql) => sql`truncate communications`)).toBe("42501");
    expect(await tried((sql) => sql`update communications set lead_id = lead_id where id = ${id}`)).toBe("42501");
    expect(await tried((sql) => sql`update communications set to_norm = 'other@example.org' where id = ${id}`)).toBe(
      "42501",
    );
  });

  it.each([
    ["an answer before it", { replied_at: new Date(0) }, "23514"],
    ["a fact that is still to be sent", { intent: "happened", status: "queued" }, "23514"],
    ["a fact in flight", { intent: "happened", status: "sending" }, "23514"],
    ["a draft of the past", { intent: "happened", status: "draft" }, "23514"],
    ["an inbound plan", { direction: "inbound", status: "received" }, "23514"],
    ["an inbound message that was sent", { direction: "inbound", intent: "happened", status: "sent" }, "23514"],
    ["a plan without a word on its guard", { guard_kind: "none" }, "23514"],
    ["a plan delivered without a guard", { guard_kind: "none", status: "delivered" }, "23514"],
    ["an address without its normal form", { to_address: "x@example.org" }, "23514"],
    ["a channel that is not here", { channel: "pigeon", intent: "happened", status: "logged" }, "23503"],
    [
      "another organization's member",
      { user_id: "00000000-0000-7000-8000-000000000000", intent: "happened", status: "logged" },
      "23503",
    ],
  ])("is refused with %s", async (_, row, code) => {
    expect(await outcomeOf(org.orgId, ({ sql }) => insertRawTouch(sql, { lead_id: lead, ...row }))).toBe(code);
  });

  it("twice under one idempotency key, or one message to one lead, is refused", async () => {
    const fact = { lead_id: lead, intent: "happened", status: "logged" };
    const keys: Record<string, string>[] = [
      { idempotency_key: "k" },
      { message_id: "<m@x>" },
      { provider: "p", provider_message_id: "m" },
    ];
    for (const key of keys) {
      expect(await outcomeOf(org.orgId, ({ sql }) => insertRawTouch(sql, { ...fact, ...key }))).toBe("ok");
      expect(await outcomeOf(org.orgId, ({ sql }) => insertRawTouch(sql, { ...fact, ...key }))).toBe("23505");
    }
  });
});

describe("figures that are derived", () => {
  it.each([
    "update leads set contact_count = 9",
    "update leads set last_contacted_at = now()",
    "update leads set status = 'converted'",
    "update leads set reply_count = 9",
    "update threads set last_inbound_at = now()",
    "update events set position = 1",
    "insert into leads (last_name, contact_count) values ('x', 9)",
    "insert into leads (last_name, status) values ('x', 'converted')",
    "insert into events (kind, at, via, payload_hash, position) values ('x', now(), 'web', '', 1)",
    "delete from leads",
    "delete from events",
    "update lead_status_history set reason = 'x'",
    "delete from lead_status_history",
    "update lead_search set document = 'x'",
    "insert into lead_search (id, document) values (new_id(), 'x')",
    "update outreach_overrides set reason = 'another reason'",
    "delete from outreach_overrides",
    "delete from collision_incidents",
    "update event_payloads set payload = 'x'",
  ])("cannot be written by hand: %s", async (text) => {
    expect(await tried((sql) => sql.unsafe(text))).toBe("42501");
  });
});

type Sql = postgres.TransactionSql;
const undo = new Error("undo");

/** What a statement gets, as the application or as an administrator; whatever it did is undone. */
async function tried(work: (sql: Sql) => PromiseLike<unknown>, as: "app" | "admin" = "app"): Promise<string> {
  const inside = async (sql: Sql) => {
    await work(sql);
    throw undo;
  };
  try {
    if (as === "admin") await admin.begin(inside);
    else await inOrganization(org.orgId, ({ sql }) => inside(sql));
  } catch (error) {
    if (error === undo) return "ok";
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
  return "ok";
}

/** Whoever sends holds an attempt; one whose text has begun may have arrived. */
async function holdAttempt(id: string, begun: boolean): Promise<void> {
  await admin`insert into delivery_attempts (org_id, communication_id, number, worker, transport, lease_until, began_at)
    values (${org.orgId}, ${id}, 1, 'test', 'captured', now() + interval '1 hour', case when ${begun} then now() end)`;
}

/** A touch that is where it is, as if its whole life lay behind it: triggers do not look. */
async function stored(row: Record<string, string | null>): Promise<string> {
  return admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const inbound: Record<string, string> =
      row.status === "received" ? { direction: "inbound", intent: "happened" } : {};
    return insertRawTouch(sql, { org_id: org.orgId, lead_id: lead, ...inbound, ...row });
  });
}
