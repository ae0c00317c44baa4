import { beforeEach, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { changeSettings } from "./change-settings";
import { getSettings } from "./queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const group = (channel: string, led: string | null) => changeSettings(org.admin, { [`guard.${channel}.group`]: led });
const join = () => group("linkedin", "email");
const groups = async () =>
  Object.fromEntries((await inOrganization(org.orgId, getSettings)).windows.map((one) => [one.code, one.group]));
const person = async (nth = 0) =>
  (await createLead(org.rep1, { last_name: `P${nth}`, email: `p${nth}@p${nth}.example`, linkedin: `in/person-${nth}` }))
    .id;
const contact = (ctx: Context, lead_id: string, method: string) => logContact(ctx, { lead_id, method });
const outcome = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

it("channels are alone until an admin groups them, with a history, and alone again with null", async () => {
  expect(await groups()).toMatchObject({ email: "email", linkedin: "linkedin", sms: "sms" });
  const state = await join();
  expect(state.history[0]).toMatchObject({ key: "guard.linkedin.group", from: "linkedin", to: "email", version: 1 });
  expect(await groups()).toMatchObject({ email: "email", linkedin: "email", sms: "sms" });
  await group("linkedin", null);
  expect(await groups()).toMatchObject({ linkedin: "linkedin" });
});

it.each([
  ["a channel that is not there", { "guard.fax.group": "email" }, "guard.fax.group"],
  ["a group that is not there", { "guard.sms.group": "fax" }, "guard.sms.group"],
  ["a channel that is no contact", { "guard.sms.group": "push" }, "guard.sms.group"],
  ["a number", { "guard.sms.group": 3 }, "guard.sms.group"],
  ["a group of a group", { "guard.sms.group": "call", "guard.call.group": "email" }, "guard.sms.group"],
])("refuse %s", async (_, changes, path) => {
  const refused = await changeSettings(org.admin, changes).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "INVALID", errors: [{ path }] });
  expect(await groups()).toMatchObject({ sms: "sms", call: "call" });
});

it("a channel takes the place of another from then on, and what stood before stands", async () => {
  const [before, after] = [await person(1), await person(2)];
  expect(await outcome(contact(org.rep1, before, "email"))).toBe("done");
  await join();
  expect(await outcome(contact(org.rep2, before, "linkedin"))).toBe("RECENTLY_CONTACTED");
  expect(await outcome(contact(org.rep1, after, "linkedin"))).toBe("done");
  expect(await outcome(contact(org.rep2, after, "email"))).toBe("RECENTLY_CONTACTED");
  await group("linkedin", null);
  expect(await outcome(contact(org.rep2, after, "email"))).toBe("done");
  expect(await outcome(contact(org.rep2, after, "linkedin"))).toBe("RECENTLY_CONTACTED");
});

it("of two slots that stood beside each other the one that is moved holds what the other leaves of its time", async () => {
  const lead = await person();
  const earlier = at(org.rep1, plusSeconds(org.rep1.now, -3600));
  await contact(earlier, lead, "email");
  await contact(org.rep2, lead, "linkedin");
  await join();
  const slots = await admin<{ channel: string; group: string; hours: number }[]>`
    select c.channel, g.channel_group as group, round(extract(epoch from upper(g.span) - lower(g.span)) / 3600)::int as hours
    from contact_guards g join communications c on c.org_id = g.org_id and c.id = g.communication_id
    where g.org_id = ${org.orgId} and g.scope = 'lead' order by c.channel`;
  expect(slots).toEqual([
    { channel: "email", group: "email", hours: 24 },
    { channel: "linkedin", group: "email", hours: 1 },
  ]);
  const later = (hours: number, ctx: Context) => at(ctx, plusSeconds(org.rep1.now, hours * 3600));
  expect(await outcome(contact(later(23.5, org.rep1), lead, "email"))).toBe("RECENTLY_CONTACTED");
});

it("messages that wait are never made to overlap: the change is refused, and nothing is changed", async () => {
  const lead = await person();
  const due = plusSeconds(org.rep1.now, 48 * 3600).toISOString();
  await queueMessage(org.rep1, { lead_id: lead, channel: "email", subject: "Hi", body_text: "Hi", scheduled_for: due });
  const near = at(org.rep2, plusSeconds(org.rep1.now, 40 * 3600));
  await contact(near, lead, "linkedin");
  expect(await outcome(join())).toBe("CONFLICT");
  expect(await groups()).toMatchObject({ linkedin: "linkedin" });
});

it("nobody gets through while channels are grouped: one at a time, by hand and at once", async () => {
  const leads = await Promise.all(Array.from({ length: 12 }, (_, nth) => person(nth)));
  const tries = leads.flatMap((lead, nth) => [
    outcome(contact(org.rep1, lead, nth % 2 ? "email" : "linkedin")),
    outcome(contact(org.rep2, lead, nth % 2 ? "linkedin" : "email")),
  ]);
  tries.splice(8, 0, outcome(join()));
  const answers = await Promise.all(tries);
  expect(new Set(answers)).toEqual(new Set(["done", "RECENTLY_CONTACTED"].filter((one) => answers.includes(one))));
  for (const lead of leads)
    for (const method of ["email", "linkedin"])
      expect(await outcome(contact(org.rep2, lead, method))).toBe("RECENTLY_CONTACTED");
  // What stayed behind in a group of its own is covered by another's slot to its end.
  const [left] = await admin<{ n: number }[]>`
    select count(*)::int as n from contact_guards g
    join communications c on c.org_id = g.org_id and c.id = g.communication_id
    join channels ch on ch.org_id = c.org_id and ch.code = c.channel
    where g.org_id = ${org.orgId} and g.channel_group <> ch.channel_group and not exists (
      select from contact_guards o where o.org_id = g.org_id and o.scope = g.scope and o.scope_key = g.scope_key
        and o.channel_group = ch.channel_group and upper(o.span) >= upper(g.span))`;
  expect(left?.n).toBe(0);
});

it("a slot that is taken at this moment is waited for, and taken along", async () => {
  const lead = await person();
  const yesterday = plusSeconds(org.rep1.now, -86_400).toISOString();
  const touch = await logContact(org.rep1, { lead_id: lead, method: "linkedin", occurred_at: yesterday });
  let joined: Promise<unknown> = Promise.resolve();
  await inOrganization(org.orgId, async ({ sql }) => {
    await sql`select place_slot(${lead}, null, 'linkedin', ${org.rep1.now}, 86400, ${touch.id}, null)`;
    let over = false;
    joined = join().finally(() => {
      over = true;
    });
    const waits = () => admin`
      select from pg_locks where not granted and relation = 'contact_guards'::regclass
        and database = (select oid from pg_database where datname = current_database())`;
    await expect.poll(async () => over || (await waits()).length > 0).toBe(true);
  });
  await joined;
  const slots = await admin`
    select channel_group as "group" from contact_guards where communication_id = ${touch.id} order by lower(span)`;
  // What ran out, of the lead and of the profile, stays where it was.
  expect(slots.map((one) => one.group)).toEqual(["linkedin", "linkedin", "email"]);
});

it("another organization's channels stay as they are", async () => {
  const other = await mintOrganization();
  await join();
  const rows = await admin`select channel_group from channels where org_id = ${other.orgId} and code = 'linkedin'`;
  expect(rows[0]?.channel_group).toBe("linkedin");
});

it("the application's role moves no slot into another group by itself", async () => {
  await contact(org.rep1, await person(), "email");
  const moved = inOrganization(org.orgId, ({ sql }) => sql`update contact_guards set channel_group = 'sms'`);
  await expect(moved).rejects.toMatchObject({ code: "42501" });
  const called = inOrganization(
    org.orgId,
    ({ sql }) => sql`select regroup_channel(${org.orgId}, 'sms', 'email', now())`,
  );
  await expect(called).rejects.toMatchObject({ code: "42501" });
});
