import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch } from "@/db/testing/raw";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { captureIn } from "@/lib/mail/open-captured-line";
import { openSmtpLine, smtpServerOf } from "@/lib/mail/open-smtp-line";
import { queueMessage } from "@/lib/sending/queue-message";
import { changePostalAddress } from "@/lib/unsubscribes/change-postal-address";
import type { Ways } from "@/lib/ways/open-ways";

const { admin } = await testDatabase();
process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
const folder = mkdtempSync(join(tmpdir(), "captured-"));
const captured: Ways = {
  fallback: "captured",
  ...captureIn(folder),
};
let server: ScriptedSmtp;
let bySmtp: Ways;
beforeAll(async () => {
  server = await startScriptedSmtp();
  bySmtp = { fallback: "smtp", line: async () => openSmtpLine(smtpServerOf(server.url)), journal: async () => null };
});
afterAll(() => server.stop());

let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  server.script(() => null);
  org = await mintOrganization({ calm: true });
  lead = (await createLead(org.rep1, { first_name: "Jane", last_name: "Doe", email: "jane@acme.example" })).id;
});

const queue = (ctx: Context = org.rep1, more: object = {}) =>
  queueMessage(ctx, { lead_id: lead, channel: "email", subject: "Depots", body_text: "Shall we talk?", ...more });
/** As the worker comes: nobody in particular. */
const asWorker = (when: Date): Context => ({
  ...at(org.admin, when),
  actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
});
const queueTo = async (name: string) => {
  const { id } = await createLead(org.rep1, { last_name: name, email: `${name}@${name}.example` });
  return queueMessage(org.rep1, { lead_id: id, channel: "email", subject: "Depots", body_text: "Shall we talk?" });
};
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000);
/** A lane at a moment: by default after the ten seconds in which a person may take a message back. */
const send = (ways: Ways, when = soon(11), worker = newId()) =>
  sendMessages({ context: () => asWorker(when), worker, ways });
const rowOf = async (id: string) => {
  const [row] =
    await admin`select status, error_code, error_message, retry_count, next_attempt_at, sent_at, provider, from_address, provider_response
    from communications where id = ${id}`;
  return row;
};
const eventsOf = async (id: string) =>
  (await admin`select kind from events where subjects ->> 'communication_id' = ${id} order by id`).map(
    (row) => row.kind,
  );

test("a message that leaves becomes a touch: summary, status, events, and a file of what left", async () => {
  const { id, message_id } = await queue();
  expect(await send(captured, soon(5))).toBe(0);
  expect(await send(captured)).toBe(1);
  expect(await rowOf(id)).toMatchObject({
    status: "sent",
    provider: "captured",
    from_address: `rep1@${org.slug}.example`,
    sent_at: expect.any(Date),
  });
  const [summary] =
    await admin`select status, contact_count, last_contact_channel, last_contacted_by from leads where id = ${lead}`;
  expect(summary).toEqual({
    status: "contacted",
    contact_count: 1,
    last_contact_channel: "email",
    last_contacted_by: org.rep1.actor.userId,
  });
  expect(await eventsOf(id)).toEqual(["message.queued", "message.sent", "lead.contacted"]);
  const text = readFileSync(join(folder, `${id}.eml`), "utf8");
  for (const part of [
    `Message-ID: ${message_id}`,
    "To: Jane Doe <jane@acme.example>",
    "From: rep1",
    "Subject: Depots",
    "Shall we talk?",
  ])
    expect(text).toContain(part);
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect(await send(captured)).toBe(0);
});

test("an answer names what it answers, and the whole conversation before it", async () => {
  const theirs = await inOrganization(org.orgId, ({ sql }) =>
    insertRawTouch(sql, {
      lead_id: lead,
      direction: "inbound",
      intent: "happened",
      status: "received",
      guard_kind: "none",
      occurred_at: soon(-60),
      message_id: "theirs@acme.example",
      references: "first@acme.example",
    }),
  );
  const { id } = await queue(org.rep1, { reply_to_id: theirs });
  await send(captured);
  const text = readFileSync(join(folder, `${id}.eml`), "utf8");
  expect(text).toContain("In-Reply-To: <theirs@acme.example>");
  expect(text).toMatch(/References: <first@acme.example>\s+<theirs@acme.example>/);
  expect(await rowOf(id)).toMatchObject({ status: "sent" });
});

test("what nobody pressed Send for has the way out that one press takes, and says where it comes from", async () => {
  await changePostalAddress(org.admin, { postal_address: "1 Pier Road, Bergen" });
  const { id } = await queue();
  const { id: other } = await queueTo("roe");
  await admin`alter table communications disable trigger user`;
  await admin`update communications set source = 'sequence' where id = ${id}`;
  await admin`alter table communications enable trigger user`;
  await send(captured);
  const text = readFileSync(join(folder, `${id}.eml`), "utf8");
  expect(text).toMatch(/List-Unsubscribe: <http[^>]+\/u\/[^>]+>/);
  expect(text).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  expect(text).toContain("1 Pier Road, Bergen");
  expect(readFileSync(join(folder, `${other}.eml`), "utf8")).not.toContain("List-Unsubscribe");
});

describe("a server that", () => {
  test("does not take it yet is asked again, later and later, until it is enough; then the slot is free", async () => {
    server.script((who) => (who.startsWith("jane") ? { at: "rcpt", code: 451 } : null));
    const { id, message_id } = await queue();
    let when = soon(11);
    const waits: number[] = [];
    for (let nth = 0; nth < 5; nth++) {
      await send(bySmtp, when);
      const row = await rowOf(id);
      expect(row).toMatchObject({
        status: "queued",
        retry_count: nth + 1,
        error_message: expect.stringContaining("451"),
      });
      waits.push(Math.round((row?.next_attempt_at.getTime() - when.getTime()) / 1000));
      expect(await send(bySmtp, when)).toBe(0);
      when = new Date(row?.next_attempt_at);
    }
    expect(waits).toEqual([60, 300, 1800, 7200, 21_600]);
    await send(bySmtp, when);
    expect(await rowOf(id)).toMatchObject({ status: "failed", error_code: "RETRIES_EXHAUSTED", next_attempt_at: null });
    expect(server.received.has(message_id)).toBe(false);
    expect(await eventsOf(id)).toEqual(["message.queued", "message.failed"]);
    const [summary] = await admin`select status, contact_count from leads where id = ${lead}`;
    expect(summary).toEqual({ status: "new", contact_count: 0 });
    await expect(queue(org.rep2)).resolves.toMatchObject({ status: "queued" });
  });

  test("takes it the second time has it once", async () => {
    server.script((who) => (who.startsWith("jane") ? { at: "dot", code: 421 } : null));
    const { id, message_id } = await queue();
    await send(bySmtp);
    server.script(() => null);
    await send(bySmtp, soon(80));
    expect(await rowOf(id)).toMatchObject({ status: "sent", retry_count: 1 });
    expect(server.received.get(message_id)).toBe(1);
  });

  test("refuses it for good is not asked again, and its address is not written to when it says that nobody is there", async () => {
    server.script((who) => (who.startsWith("jane") ? { at: "rcpt", code: 550 } : null));
    const { id } = await queue();
    await send(bySmtp);
    expect(await rowOf(id)).toMatchObject({
      status: "rejected",
      error_code: "ADDRESS_REFUSED",
      error_message: expect.stringContaining("550"),
    });
    expect(await eventsOf(id)).toEqual(["message.queued", "message.failed"]);
    const [event] =
      await admin`select p.payload::jsonb as payload from events e join event_payloads p using (org_id, id)
      where e.kind = 'message.failed' and e.subjects ->> 'communication_id' = ${id}`;
    expect(event?.payload).toMatchObject({
      code: "ADDRESS_REFUSED",
      reason: expect.stringContaining("nobody is at this"),
    });
    expect(JSON.stringify(event?.payload)).not.toContain("550");
    expect(
      await admin`select from events where kind = 'lead.changed' and subjects ->> 'lead_id' = ${lead}`,
    ).toHaveLength(1);
    const [point] =
      await admin`select bounce_state, invalid_at from contact_points where lead_id = ${lead} and kind = 'email'`;
    expect(point).toEqual({ bounce_state: "hard", invalid_at: expect.any(Date) });
    await expect(queue(org.rep2)).rejects.toMatchObject({ code: "ADDRESS_INVALID" });
  });

  test.each([
    ["the text", { at: "dot", code: 550 }],
    ["the sender", { at: "mail", code: 550 }],
    ["everything from us", { at: "rcpt", code: 554 }],
  ] as const)("refuses %s says nothing against the address", async (_, manner) => {
    server.script((who) => ((manner.at === "mail") === who.startsWith("jane") ? null : manner));
    const { id } = await queue();
    await send(bySmtp);
    expect(await rowOf(id)).toMatchObject({ status: "rejected", error_code: "REJECTED" });
    await expect(queue(org.rep2)).resolves.toMatchObject({ status: "queued" });
  });

  test("is not there is asked again", async () => {
    const nobody: Ways = { ...bySmtp, line: async () => openSmtpLine(smtpServerOf("smtp://127.0.0.1:9")) };
    const { id } = await queue();
    await send(nobody);
    expect(await rowOf(id)).toMatchObject({ status: "queued", retry_count: 1 });
  });
});

describe("what stands in its way when it is to leave", () => {
  test("a do-not-contact entry added while it waits cancels it", async () => {
    const { id } = await queue();
    await addDncEntry(org.rep2, { kind: "domain", value: "acme.example", reason: "asked to stop" });
    expect(await send(captured)).toBe(0);
    expect(await rowOf(id)).toMatchObject({ status: "cancelled" });
  });

  test("an entry that is committed when the server is ready for the text wins: not a byte of it leaves", async () => {
    const { id, message_id } = await queue();
    const pausing: Ways = {
      ...bySmtp,
      line: async () => {
        const line = openSmtpLine(smtpServerOf(server.url));
        const send: typeof line.send = (letter, begin) =>
          line.send(letter, async () => {
            await addDncEntry(org.rep2, { kind: "email", value: "jane@acme.example", reason: "asked to stop" });
            return begin();
          });
        return { ...line, send };
      },
    };
    await send(pausing);
    expect(await rowOf(id)).toMatchObject({ status: "blocked", error_code: "DNC_BLOCKED" });
    expect(server.received.has(message_id)).toBe(false);
    expect(await eventsOf(id)).toContain("message.blocked");
  });

  test("a server that would take it later does not get it again, once the person is on the list", async () => {
    const { id } = await queue();
    const adding: Ways = {
      ...bySmtp,
      line: async () => ({
        send: async (_, begin) => {
          await begin();
          await addDncEntry(org.rep2, { kind: "email", value: "jane@acme.example", reason: "asked to stop" });
          return { kind: "later", response: "451 not now" };
        },
        close: () => {},
      }),
    };
    await send(adding);
    expect(await rowOf(id)).toMatchObject({ status: "blocked", error_code: "DNC_BLOCKED" });
  });

  test("a colleague's own mail, logged while it waits, blocks it and names nobody wrongly", async () => {
    const { id } = await queue();
    await logContact(at(org.rep2, soon(1)), {
      lead_id: lead,
      method: "email",
      direction: "outbound",
      already_happened: true,
      body: "From my phone",
    });
    await send(captured);
    expect(await rowOf(id)).toMatchObject({ status: "blocked", error_code: "RECENTLY_CONTACTED" });
    expect(await eventsOf(id)).toEqual(["message.queued", "message.blocked"]);
  });

  test("a mail to the same person, logged at another lead while it waits, blocks it too", async () => {
    const { id } = await queue();
    const twin = await createLead(org.rep2, { first_name: "Jane", last_name: "Again", email: "jane@acme.example" });
    await logContact(at(org.rep2, soon(1)), {
      lead_id: twin.id,
      method: "email",
      direction: "outbound",
      already_happened: true,
      body: "From my phone",
    });
    await send(captured);
    expect(await rowOf(id)).toMatchObject({ status: "blocked", error_code: "RECENTLY_CONTACTED" });
  });

  test("an address that turned out not to work, and a lead that is gone", async () => {
    const { id } = await queue();
    await admin`update contact_points set invalid_at = now() where lead_id = ${lead}`;
    await send(captured);
    expect(await rowOf(id)).toMatchObject({ status: "blocked", error_code: "ADDRESS_INVALID" });
    lead = (await createLead(org.rep1, { last_name: "Roe", email: "roe@acme.example" })).id;
    const other = await queue();
    await deleteLead(org.rep1, { lead_id: lead });
    expect(await send(captured)).toBe(0);
    expect(await rowOf(other.id)).toMatchObject({ status: "cancelled" });
  });

  test("a lead that went without its messages being cancelled, though nothing of ours does so", async () => {
    const { id } = await queue();
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update leads set deleted_at = now() where id = ${lead}`;
    });
    expect(await send(captured)).toBe(0);
    expect(await rowOf(id)).toMatchObject({ status: "blocked", error_code: "LEAD_GONE" });
  });

  test("leaving late holds the slot longer, so that nobody follows on its heels", async () => {
    const { id } = await queue();
    const hours = 23 * 3600;
    await send(captured, soon(hours));
    expect(await rowOf(id)).toMatchObject({ status: "sent" });
    await expect(queue(at(org.rep2, soon(hours + 2 * 3600)))).rejects.toMatchObject({ code: "RECENTLY_CONTACTED" });
    const free = queue(at(org.rep2, soon(hours + 25 * 3600)));
    await expect(free).rejects.toMatchObject({ code: "SAME_CHANNEL_RECENT" });
  });

  test("a message that is late by so much that somebody else has the next slot does not leave beside theirs", async () => {
    const { id } = await queue();
    const theirs = await queue(at(org.rep2, soon(0)), {
      scheduled_for: soon(25 * 3600).toISOString(),
      override_reason: "They asked for it on the phone",
    });
    await send(captured, soon(10 * 3600));
    expect(await rowOf(id)).toMatchObject({ status: "blocked", error_code: "RECENTLY_CONTACTED" });
    await send(captured, soon(25 * 3600 + 1));
    expect(await rowOf(theirs.id)).toMatchObject({ status: "sent" });
  });
});

test("many lanes of many workers send each message once", async () => {
  const ids: string[] = [];
  for (let nth = 0; nth < 60; nth++) {
    lead = (await createLead(org.rep1, { last_name: `Doe ${nth}`, email: `doe${nth}@many${nth}.example` })).id;
    ids.push((await queue()).message_id);
  }
  const settled = await Promise.all(Array.from({ length: 8 }, () => send(bySmtp)));
  expect(settled.reduce((sum, one) => sum + one, 0)).toBe(60);
  expect(ids.map((id) => server.received.get(id))).toEqual(ids.map(() => 1));
});
