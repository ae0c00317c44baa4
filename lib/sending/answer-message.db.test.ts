import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { recordMail } from "@/lib/imports/record-mail";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { cancelMessage } from "./cancel-message";
import { queueMessage } from "./queue-message";

process.env.DATABASE_POOL_SIZE = "30";
const { admin } = await testDatabase();
const rounds = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 20 : 2;

let org: MintedOrganization;
let lead: string;
let email: string;
beforeEach(async () => {
  org = await mintOrganization();
  email = `jane@${org.slug}.example`;
  lead = (await createLead(org.rep1, { last_name: "Doe", email })).id;
});

const minutes = (count: number) => new Date(org.rep1.now.getTime() + count * 60_000);

/** What the mailbox knows: ours an hour ago, hers ten minutes ago. Returns thread and her message. */
async function conversation(answeredAt: Date | null = minutes(-10)): Promise<{ thread: string; theirs: string }> {
  const touch = (place: number, direction: "outbound" | "inbound", time: Date) => ({
    message_id: `<${place}@${org.slug}.example>`,
    direction,
    user_id: org.rep1.actor.userId,
    user_name: "rep1",
    person: { email, norm: email, name: "Jane Doe" },
    at: time,
    thread_key: `<0@${org.slug}.example>`,
    answers_message_id: place === 0 ? null : `<0@${org.slug}.example>`,
    in_reply_to: null,
    references: place === 0 ? null : `<0@${org.slug}.example>`,
    from: "a",
    to: "b",
    cc: null,
    subject: "Rollout",
    text: "Text",
  });
  const theirs = answeredAt ? [touch(1, "inbound", answeredAt)] : [];
  await recordMail(org.rep1, { touches: [touch(0, "outbound", minutes(-60)), ...theirs] });
  const [row] =
    await admin`select thread_id as thread, id as theirs from communications where org_id = ${org.orgId} order by occurred_at desc limit 1`;
  return { thread: row?.thread, theirs: row?.theirs };
}

const write = (ctx: Context, given: Record<string, unknown> = {}) =>
  queueMessage(ctx, { lead_id: lead, channel: "email", body_text: "Tuesday suits us", ...given });
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "went" as const,
    (error: unknown) => {
      if (error instanceof AppError) return error;
      throw error;
    },
  );
const soundness = async () =>
  (await read(org.admin, "audit:read", checkOrganization)).filter((one) => !one.ok).map((one) => one.name);

describe("an answer in a conversation", () => {
  it("goes out inside the window, by message, by log and by the message it answers", async () => {
    const { thread, theirs } = await conversation();
    expect(await outcome(write(org.rep1))).toMatchObject({ code: "RECENTLY_CONTACTED" });
    const { id } = await write(org.rep1, { thread_id: thread });
    expect(
      await admin`select guard_kind, parent_id, in_reply_to, "references", thread_id from communications where id = ${id}`,
    ).toEqual([
      {
        guard_kind: "reply",
        parent_id: theirs,
        in_reply_to: `<1@${org.slug}.example>`,
        references: `<0@${org.slug}.example> <1@${org.slug}.example>`,
        thread_id: thread,
      },
    ]);
    await cancelMessage(org.rep1, { id });
    expect(await outcome(logContact(org.rep2, { lead_id: lead, method: "email", reply_to_id: theirs }))).toBe("went");
    expect(await soundness()).toEqual([]);
  });

  it("is one: whoever comes second learns who answers, by every door", async () => {
    const { thread, theirs } = await conversation();
    await write(org.rep1, { thread_id: thread, scheduled_for: minutes(60 * 30).toISOString() });
    const refusals = [
      await outcome(write(org.rep2, { thread_id: thread })),
      await outcome(write(org.rep1, { reply_to_id: theirs })),
      await outcome(logContact(org.rep2, { lead_id: lead, method: "email", thread_id: thread })),
    ];
    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        code: "RECENTLY_CONTACTED",
        extra: { holder: { user: { name: "rep1" }, scheduled: true }, next_allowed_at: null, overridable: false },
      });
  });

  it("that a manager overrides is blocked, and the manager's is the one", async () => {
    const { thread } = await conversation();
    const first = await write(org.rep1, { thread_id: thread });
    const over = { thread_id: thread, override_reason: "I know her from before" };
    await write(org.manager, over);
    const [row] = await admin`select status, error_message from communications where id = ${first.id}`;
    expect(row).toEqual({ status: "blocked", error_message: "manager took the slot: I know her from before" });
    expect(await outcome(write(org.rep2, { thread_id: thread }))).toMatchObject({ code: "RECENTLY_CONTACTED" });
    expect(await soundness()).toEqual([]);
  });

  it("is outreach again once she was answered, and free again once she writes once more", async () => {
    const { thread } = await conversation();
    await logContact(org.rep1, { lead_id: lead, method: "email", thread_id: thread });
    const soon = (ctx: Context) => at(ctx, minutes(5));
    expect(await outcome(write(soon(org.rep1), { thread_id: thread }))).toMatchObject({ code: "RECENTLY_CONTACTED" });
    await logContact(soon(org.rep1), { lead_id: lead, method: "email", direction: "inbound", thread_id: thread });
    expect(await outcome(write(at(org.rep2, minutes(6)), { thread_id: thread }))).toBe("went");
  });

  it("is no way around for a message nobody sent: our own thread is outreach", async () => {
    const { thread } = await conversation(null);
    expect(await outcome(write(org.rep1, { thread_id: thread }))).toMatchObject({ code: "RECENTLY_CONTACTED" });
  });

  it("takes the free slot for everybody else: contact is contact", async () => {
    const { id } = await logContact(org.rep1, { lead_id: lead, method: "email", direction: "inbound" });
    expect(await outcome(write(org.rep1, { reply_to_id: id }))).toBe("went");
    expect(await outcome(write(org.rep2))).toMatchObject({ code: "RECENTLY_CONTACTED" });
  });

  it("never passes the do-not-contact list", async () => {
    const { thread } = await conversation();
    await addDncEntry(org.rep2, { kind: "email", value: email, reason: "asked to stop" });
    expect(
      await outcome(write(org.manager, { thread_id: thread, override_reason: "she asked me herself" })),
    ).toMatchObject({
      code: "DNC_BLOCKED",
    });
  });

  it("belongs to its channel and its lead", async () => {
    const { thread } = await conversation();
    expect(await outcome(write(org.rep1, { thread_id: thread, channel: "linkedin" }))).toMatchObject({
      code: "INVALID",
    });
    const other = (await createLead(org.rep1, { last_name: "Roe", email: "roe@else.example" })).id;
    expect(await outcome(write(org.rep1, { thread_id: thread, lead_id: other }))).toMatchObject({
      code: "INVALID",
      errors: [{ path: "thread_id" }],
    });
  });

  it("that happened is stored, and marked when a colleague answers the same message", async () => {
    const { thread } = await conversation();
    const happened = { lead_id: lead, method: "email", thread_id: thread, already_happened: true };
    const first = await write(org.rep1, { thread_id: thread, scheduled_for: minutes(60).toISOString() });
    expect(await logContact(org.rep2, happened)).toMatchObject({
      collisions: [{ kind: "escaped", code: "RECENTLY_CONTACTED", other_id: first.id }],
    });
  });
});

describe("30 clients that answer one message at once", { timeout: 120_000 }, () => {
  it("one answers, and 29 learn who", async () => {
    for (let round = 0; round < rounds; round++) {
      org = await mintOrganization();
      email = `jane@${org.slug}.example`;
      lead = (await createLead(org.rep1, { last_name: "Doe", email })).id;
      const { thread, theirs } = await conversation();
      const now = new Date();
      const doors = [
        () => write({ ...org.rep1, now }, { thread_id: thread }),
        () => write({ ...org.rep2, now }, { reply_to_id: theirs, scheduled_for: minutes(600).toISOString() }),
        () => logContact({ ...org.rep2, now }, { lead_id: lead, method: "email", thread_id: thread }),
      ];
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, nth) => outcome(doors[nth % 3]?.() ?? write(org.rep1))),
      );
      expect(answers.filter((one) => one === "went")).toHaveLength(1);
      for (const refusal of answers.filter((one) => one !== "went"))
        expect(refusal).toMatchObject({ code: "RECENTLY_CONTACTED", extra: { holder: { channel: "email" } } });
      const [row] =
        await admin`select count(*)::int as n from contact_guards where org_id = ${org.orgId} and scope = 'message'`;
      expect(row?.n).toBe(1);
    }
  });
});
