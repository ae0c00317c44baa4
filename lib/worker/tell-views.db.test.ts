import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { minusDays, plusSeconds } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import type { Letter, Outcome } from "@/lib/mail/rules";
import { takeMemberMails } from "@/lib/member-mail/take-member-mails";
import { changeMember } from "@/lib/organizations/change-member";
import { removeViewMail } from "@/lib/view-mails/remove-view-mail";
import { saveViewMail } from "@/lib/view-mails/save-view-mail";
import type { Ways } from "@/lib/ways/open-ways";
import { sendMemberMail } from "./send-member-mail";
import { tellViews } from "./tell-views";

const { admin } = await testDatabase();
const yesterday = minusDays(new Date(), 1);
let org: MintedOrganization;
let sent: Letter[];
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  sent = [];
  // The jobs look at every organization: those of the tests before have nothing more to tell.
  await admin`delete from view_mails`;
  await admin`delete from member_mails`;
});

/** The outside: a server that takes everything, or says what it is told to say. */
const server = (outcome: Outcome = { kind: "sent", response: "ok" }): Ways => ({
  fallback: "captured",
  line: async () => ({
    send: async (letter, begin) => {
      await begin();
      sent.push(letter);
      return outcome;
    },
    close: () => {},
  }),
  journal: async () => null,
});

/** A morning after so many days, when the daily view is due. */
const morning = (days: number) => plusSeconds(minusDays(new Date(), -days), 3600);
const mails = () =>
  admin`select user_id, subject, body, files, state from member_mails where org_id = ${org.orgId} order by created_at`;
const want = (ctx = org.rep1, given: object = {}) =>
  saveViewMail(at(ctx, minusDays(new Date(), 2)), { view: "funnel", frequency: "daily", ...given });
const textOf = ({ raw }: Letter) => raw.toString().replaceAll("=\r\n", "");

describe("a page of figures by mail", () => {
  it("comes once for each period, whoever else tells and sends at the same time, with figures, tables and a link", async () => {
    await createLead(at(org.rep1, yesterday), { last_name: "Doe", source: "Fair" });
    await want(org.rep1, { query: "from_date=2020-01-01&nonsense=1" });
    await Promise.all([tellViews(), tellViews(), tellViews()]);
    await Promise.all([sendMemberMail(server()), sendMemberMail(server()), sendMemberMail(server())]);
    await tellViews();
    await sendMemberMail(server());
    expect(sent.length).toBe(1);
    const text = textOf(sent[0] as Letter);
    expect(text).toContain("Arrived: 1 (before: 0)\r\nContacted: 0 (before: 0)");
    expect(text).toMatch(/analytics\/funnel\?from_date/);
    expect(text).not.toContain("nonsense");
    expect(text).toContain("filename=funnel-by-source.csv");
    expect(sent[0]?.to).toContain("rep1");
    expect(await mails()).toMatchObject([{ state: "sent", body: null, files: null }]);
    await tellViews(morning(1));
    await tellViews(morning(1));
    expect((await mails()).length).toBe(2);
  });

  it("tells what its member may see by then, and nothing to who has left", async () => {
    for (const ctx of [org.rep1, org.rep2]) await createLead(at(ctx, yesterday), { last_name: "Doe" });
    await want(org.rep1);
    await want(org.rep2);
    await changeMember(org.admin, { user_id: org.rep1.actor.userId, visibility: "own" });
    await changeMember(org.admin, { user_id: org.rep2.actor.userId, active: false });
    await tellViews();
    const told = await mails();
    expect(told.map((one) => one.user_id)).toEqual([org.rep1.actor.userId]);
    expect(told[0]?.body).toContain("Arrived: 1 (before: 0)\n");
    await changeMember(org.admin, { user_id: org.rep1.actor.userId, active: false });
    await sendMemberMail(server());
    expect(sent).toEqual([]);
    expect(await mails()).toMatchObject([{ state: "failed", body: null }]);
  });

  it("tells no money any more to who may not see it by then", async () => {
    const wish = { view: "roi", frequency: "daily" } as const;
    await saveViewMail(at(org.manager, minusDays(new Date(), 2)), wish);
    await changeMember(org.admin, { user_id: org.manager.actor.userId, role: "rep" });
    await tellViews();
    expect(await mails()).toEqual([]);
    // Its turn went by: it is not looked at again and again.
    const [{ next_at } = {}] = await admin`select next_at from view_mails where org_id = ${org.orgId}`;
    expect(next_at.getTime()).toBeGreaterThan(Date.now());
  });

  it("waits behind no view of somebody who has left, however many those have", async () => {
    await changeMember(org.admin, { user_id: org.rep2.actor.userId, active: false });
    await admin`
      insert into view_mails (org_id, user_id, view, query, frequency, next_at)
      select ${org.orgId}, ${org.rep2.actor.userId}, 'funnel', 'source=' || n, 'daily', now() - interval '9 days' from generate_series(1, 450) n`;
    await want(org.rep1);
    await tellViews();
    expect((await mails()).map((one) => one.user_id)).toEqual([org.rep1.actor.userId]);
  });

  it("is tried again when a server does not take it, and never when it may have arrived", async () => {
    await want();
    await tellViews();
    await sendMemberMail(server({ kind: "later", response: "busy" }));
    expect(await mails()).toMatchObject([{ state: "waiting" }]);
    await admin`update member_mails set next_at = now() where org_id = ${org.orgId}`;
    await sendMemberMail(server({ kind: "unknown", response: "cut" }));
    await sendMemberMail(server());
    expect(sent.length).toBe(2);
    expect(await mails()).toMatchObject([{ state: "unknown", body: null }]);
    expect(await outcomeOf(org.orgId, ({ sql }) => sql`update member_mails set state = 'waiting', body = 'x'`)).toBe(
      "23001",
    );
  });

  it("is not sent by a second when the first took it and fell silent", async () => {
    await want();
    await tellViews();
    expect((await takeMemberMails(at(org.admin, new Date()), {})).length).toBe(1);
    await sendMemberMail(server());
    expect(await mails()).toMatchObject([{ state: "sending" }]);
    await admin`update member_mails set taken_at = now() - interval '10 minutes' where org_id = ${org.orgId}`;
    await sendMemberMail(server());
    expect([sent.length, (await mails()).map((one) => one.state)]).toEqual([0, ["unknown"]]);
  });

  it("is one's own to stop, and nobody else's", async () => {
    const { id } = await want();
    await expect(removeViewMail(org.rep2, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(removeViewMail((await mintOrganization()).rep1, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await removeViewMail(org.rep1, { id });
    await tellViews();
    expect(await mails()).toEqual([]);
    await expect(want(org.rep1, { view: "secrets" })).rejects.toMatchObject({ code: "INVALID" });
    expect((await want(org.rep1, { frequency: "weekly" })).id).toBe(
      (await want(org.rep1, { frequency: "monthly" })).id,
    );
  });
});
