import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { recordMail } from "@/lib/imports/record-mail";
import { createLead } from "@/lib/leads/create-lead";
import { listDetections } from "./queries";
import { reviewDetection } from "./review-detection";

const { admin } = await testDatabase();

let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization();
  const given = { first_name: "Jane", last_name: "Doe", email: "jane@acme.com", phone: "+14155550101" };
  lead = (await createLead(org.rep1, given)).id;
});

const told = (body: string, method = "email") =>
  logContact(org.rep1, { lead_id: lead, method, direction: "inbound", body });
const plan = (method = "email") =>
  logContact(at(org.rep2, new Date()), { lead_id: lead, method }).then(
    () => "ok",
    (error: { code: string }) => error.code,
  );
const waiting = async (ctx: Context = org.rep2) =>
  (await read(ctx, "dnc:read", (tx) => listDetections(tx, { limit: 200 }))).data;
const undo = (ctx: Context, id: string, reason = "She spoke of another supplier") =>
  reviewDetection(ctx, { id, decision: "undo", reason });

const mail = (text: string, more: object = {}) =>
  recordMail(org.rep1, {
    touches: [
      {
        message_id: `<${Math.random()}@acme.com>`,
        direction: "inbound",
        user_id: org.rep1.actor.userId,
        user_name: "rep1",
        person: { email: "Jane@acme.com", norm: "jane@acme.com", name: "Jane" },
        at: new Date(),
        thread_key: "t",
        answers_message_id: null,
        in_reply_to: null,
        references: null,
        from: "jane@acme.com",
        to: "rep1@x.org",
        cc: null,
        subject: "Re: Offer",
        text,
        ...more,
      },
    ],
  });

describe("who asks to be left alone", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["by mail that a rep logs", () => told("Please take me off this list.")],
    ["by text message", () => told("STOP", "sms")],
    ["in mail that the mailbox brings", () => mail("unsubscribe\n\n> Hi Jane")],
  ])("%s is blocked in the same moment, with the words as evidence, and waits for review", async (_, say) => {
    await say();
    expect([await plan("email"), await plan("call")]).toEqual(["DNC_BLOCKED", "DNC_BLOCKED"]);
    const [found] = await waiting();
    expect(found).toMatchObject({
      channel: null,
      lead: { id: lead, name: "Jane Doe" },
      words: expect.stringMatching(/list|STOP|unsubscribe/i),
    });
    const [entry] =
      await admin`select added_by, source, communication_id is not null as linked from dnc_entries where org_id = ${org.orgId}`;
    expect(entry).toMatchObject({ added_by: null, linked: true });
  });

  it("on one channel is blocked on that one", async () => {
    await told("Please no text messages on this number. Mail is fine.", "sms");
    expect([await plan("sms"), await plan("email")]).toEqual(["DNC_BLOCKED", "ok"]);
    expect(await waiting()).toMatchObject([
      { kind: "phone", value_norm: "+14155550101", channel: "sms", said_on: "sms" },
    ]);
  });

  it("on another channel than the one they write on is blocked under that address", async () => {
    await told("Don't call me. Jane", "email");
    expect(await waiting()).toMatchObject([{ kind: "phone", value_norm: "+14155550101", channel: "call" }]);
    expect([await plan("call"), await plan("email")]).toEqual(["DNC_BLOCKED", "ok"]);
  });

  it("without an address is blocked as a person", async () => {
    lead = (await createLead(org.rep1, { last_name: "Roe" })).id;
    await told("Please do not contact me again");
    expect(await waiting()).toMatchObject([{ kind: "person", value_norm: lead }]);
    expect(await plan("meeting")).toBe("DNC_BLOCKED");
  });

  it("cancels what waits to go out to them", async () => {
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await insertRawTouch(sql, {
        org_id: org.orgId,
        lead_id: lead,
        to_address: "jane@acme.com",
        to_norm: "jane@acme.com",
      });
    });
    await told("stop");
    const [row] = await admin`select status from communications where org_id = ${org.orgId} and direction = 'outbound'`;
    expect(row?.status).toBe("cancelled");
  });

  it("and says it twice is one entry; who says something else is none", async () => {
    await told("Can we stop by your office?");
    expect(await waiting()).toEqual([]);
    await told("stop");
    await told("STOP");
    expect(await waiting()).toHaveLength(1);
  });

  it("our own words block nobody", async () => {
    await logContact(org.rep1, {
      lead_id: lead,
      method: "email",
      already_happened: true,
      body: "Answer STOP to unsubscribe",
    });
    await mail("Please unsubscribe me", { direction: "outbound" });
    expect(await waiting()).toEqual([]);
  });
});

describe("the review of a detection", () => {
  it("confirmed stays, and only two people can take it off then", async () => {
    await told("please remove me from your list");
    const [found] = await waiting();
    const id = found?.id ?? "";
    await reviewDetection(org.rep2, { id, decision: "confirm" });
    expect([await waiting(), await plan()]).toEqual([[], "DNC_BLOCKED"]);
    await expect(undo(org.admin, id)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("undone with a reason frees them at once; without a reason nothing happens", async () => {
    await told("please remove me from your list");
    const [found] = await waiting();
    await expect(undo(org.rep2, found?.id ?? "", "no")).rejects.toMatchObject({ code: "INVALID" });
    await undo(org.rep2, found?.id ?? "");
    expect([await waiting(), await plan()]).toEqual([[], "ok"]);
  });

  it("of a legal word is undone by a manager only", async () => {
    await told("Cancel", "sms");
    const id = (await waiting())[0]?.id ?? "";
    await expect(undo(org.rep1, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await undo(org.manager, id);
    expect(await plan("sms")).toBe("ok");
  });

  it("is one, whoever presses at once; not of an entry made by hand, not of another organization", async () => {
    await told("please remove me from your list");
    const id = (await waiting())[0]?.id ?? "";
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, nth) =>
        nth % 2 ? undo(org.rep2, id) : reviewDetection(org.rep1, { id, decision: "confirm" }),
      ),
    );
    expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const other = await mintOrganization();
    expect(await waiting(other.rep1)).toEqual([]);
    await expect(undo(other.admin, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("by raw SQL: nobody ends a detection without its review, and no rep a legal word", async () => {
    await told("stop", "sms");
    const id = (await waiting())[0]?.id ?? "";
    const tried = (text: string) => outcomeOf(org.orgId, ({ sql }) => sql.unsafe(text));
    const end = (by: string) => `update dnc_entries set revoked_at = now(), revoked_by = '${by}' where id = '${id}'`;
    const review = (by: string) =>
      `insert into dnc_reviews (entry_id, decision, reason, reviewed_by) values ('${id}', 'undone', 'a reason long enough', '${by}')`;
    const [rep, manager] = [org.rep1.actor.userId, org.manager.actor.userId];
    expect(await tried(end(manager))).toBe("TL043");
    expect(await tried(`${review(rep)}; ${end(rep)}`)).toBe("TL043");
    expect(await tried(`${review(rep)}; ${end(manager)}`)).toBe("TL043");
    expect(
      await tried(`insert into dnc_reviews (entry_id, decision, reviewed_by) values ('${id}', 'undone', '${rep}')`),
    ).toBe("23514");
    expect(await tried(`${review(manager)}; ${end(manager)}`)).toBe("ok");
    expect(await tried(review(manager))).toBe("23505");
    expect(await tried("delete from dnc_reviews")).toBe("42501");
  });
});

it("a send that the list stopped is kept as evidence beside the entry", async () => {
  await told("stop");
  await plan();
  const [row] =
    await admin`select i.code, e.evidence from collision_incidents i join dnc_entries e on e.org_id = i.org_id and e.id = i.dnc_entry_id
    where i.org_id = ${org.orgId} and i.kind = 'prevented'`;
  expect(row).toEqual({ code: "DNC_BLOCKED", evidence: "stop" });
});
