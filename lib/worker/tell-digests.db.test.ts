import { beforeEach, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { sealEvents } from "@/lib/events/seal-events";
import { createLead } from "@/lib/leads/create-lead";
import { changeDigest } from "@/lib/notifications/change-digest";
import { changeNotifications } from "@/lib/notifications/change-notifications";
import { wantsDigest } from "@/lib/notifications/digest-queries";
import { markNotifications } from "@/lib/notifications/mark-notifications";
import { recordNotifications } from "@/lib/notifications/record-notifications";
import { changeMember } from "@/lib/organizations/change-member";
import { contextOf } from "./organization-context";
import { tellDigests } from "./tell-digests";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  // The jobs look at every organization: those of the tests before have nothing more to tell.
  await admin`delete from notification_digests`;
  lead = (await createLead(now(org.rep1), { first_name: "Ines", email: `ines@${org.slug}.example` })).id;
});

const now = (ctx: Context) => at(ctx, currentTime());
const mails = () =>
  admin`select user_id, key, subject, body from member_mails where org_id = ${org.orgId} order by created_at`;

/** A colleague calls the lead of rep1, who is told of it. */
async function call(): Promise<void> {
  await logContact(now(org.rep2), { lead_id: lead, method: "call", already_happened: true });
  const stop = new AbortController();
  const sealer = sealEvents({ signal: stop.signal, warn: () => {} });
  await expect
    .poll(async () => {
      await recordNotifications(contextOf(org.orgId), {});
      const [row] = await admin`
        select count(*)::int as left from events where org_id = ${org.orgId}
          and coalesce(position, 1e15) > (select position from event_cursors c where c.org_id = events.org_id and c.name = 'notifications')`;
      return row?.left;
    })
    .toBe(0);
  stop.abort();
  await sealer;
}

/** The first moment at which what was planned is due. */
async function morning(): Promise<Date> {
  const [row] = await admin<{ next_at: Date }[]>`
    select next_at from notification_digests where org_id = ${org.orgId} and next_at is not null`;
  if (!row) throw new Error("Nothing is planned");
  return row.next_at;
}

it("comes at seven by the member's own clock, once, whoever else tells it at the same time", async () => {
  await admin`update memberships set timezone = 'Asia/Tokyo' where org_id = ${org.orgId} and user_id = ${org.rep1.actor.userId}`;
  await call();
  await call();
  const due = await morning();
  expect(due.toISOString()).toMatch(/T22:00:00/);
  await tellDigests(new Date(due.getTime() - 1000));
  expect(await mails()).toEqual([]);
  await Promise.all(Array.from({ length: 6 }, () => tellDigests(due)));
  expect(await mails()).toMatchObject([{ user_id: org.rep1.actor.userId, subject: "2 things you have not read" }]);
  expect((await mails())[0]?.body).toContain(
    `- rep2 called Ines (${org.slug}.example)\n  http://localhost:3000/leads/${lead}`,
  );
});

it("is not sent a second time on one day, even when it is due again: what is new waits for the next morning", async () => {
  await call();
  const due = await morning();
  await tellDigests(due);
  await call();
  await admin`update notification_digests set next_at = ${due} where org_id = ${org.orgId}`;
  await tellDigests(due);
  expect((await mails()).length).toBe(1);
  const tomorrow = await morning();
  expect(tomorrow.getTime() - due.getTime()).toBeGreaterThan(20 * 3_600_000);
  await tellDigests(tomorrow);
  expect((await mails()).map((one) => one.subject)).toEqual(["1 thing you have not read", "1 thing you have not read"]);
});

it("tells only what is unread, and of kinds that are on; with nothing left none goes out until there is something new", async () => {
  await call();
  await markNotifications(now(org.rep1), { all: true });
  await tellDigests(await morning());
  expect(await mails()).toEqual([]);
  await expect(morning()).rejects.toThrow("Nothing is planned");
  await call();
  await changeNotifications(now(org.rep1), { kind: "lead_contacted", on: false });
  await tellDigests(await morning());
  expect(await mails()).toEqual([]);
  await changeNotifications(now(org.rep1), { kind: "lead_contacted", on: true });
  await call();
  await tellDigests(await morning());
  expect((await mails()).map((one) => one.subject)).toEqual(["1 thing you have not read"]);
});

it("can be switched off and on by oneself; what came meanwhile is not told by mail", async () => {
  const wants = (ctx: Context) => read(now(ctx), "notifications:read", (tx) => wantsDigest(tx, ctx.actor.userId));
  await call();
  const due = await morning();
  await changeDigest(now(org.rep1), { on: false });
  expect([await wants(org.rep1), await wants(org.rep2)]).toEqual([false, true]);
  await tellDigests(due);
  await call();
  await expect(morning()).rejects.toThrow("Nothing is planned");
  await changeDigest(now(org.rep1), { on: true });
  await changeDigest(now(org.rep1), { on: true });
  await call();
  await tellDigests(await morning());
  expect((await mails()).map((one) => one.subject)).toEqual(["1 thing you have not read"]);
  const changes = await admin`
    select p.payload::jsonb -> 'changes' as changes from events e join event_payloads p on p.org_id = e.org_id and p.id = e.id
    where e.org_id = ${org.orgId} and e.kind = 'member.notified' order by e.at`;
  expect(changes.map((one) => one.changes)).toEqual([
    { digest: { old: true, new: false } },
    { digest: { old: false, new: true } },
  ]);
});

it("names no lead that is out of sight by then, and nothing at all to who has left", async () => {
  await call();
  const due = await morning();
  await changeMember(now(org.admin), { user_id: org.rep1.actor.userId, active: false });
  await tellDigests(due);
  expect(await mails()).toEqual([]);
  await changeMember(now(org.admin), { user_id: org.rep1.actor.userId, active: true });
  await admin`update leads set deleted_at = now() where id = ${lead}`;
  await tellDigests(due);
  expect((await mails())[0]?.body).toContain("- rep2 contacted a lead\n");
});
