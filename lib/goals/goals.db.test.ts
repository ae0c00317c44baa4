import { beforeEach, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { changeGoals } from "./change-goals";
import { getGoals } from "./queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  lead = (await createLead(org.rep1, { last_name: "Doe", phone: "+14155550142" })).id;
});

// A Thursday; in Auckland it is Friday already.
const evening = new Date("2026-11-26T20:00:00Z");
const see = (ctx: Context, now = evening) =>
  read(at(ctx, now), "communications:read", (tx) => getGoals(tx, at(ctx, now)));
const touch = (ctx: Context, method: string, occurred_at: string, lead_id = lead) =>
  logContact(at(ctx, evening), { lead_id, method, direction: "outbound", already_happened: true, occurred_at });

it("counts touches, people and calls of today, inbound and colleagues' left out", async () => {
  const other = (await createLead(org.rep1, { last_name: "Roe", email: `roe@${org.slug}.example` })).id;
  await touch(org.rep1, "call", "2026-11-26T09:00:00Z");
  await touch(org.rep1, "call", "2026-11-26T10:00:00Z");
  await touch(org.rep1, "email", "2026-11-26T11:00:00Z", other);
  await touch(org.rep1, "email", "2026-11-25T11:00:00Z", other);
  await touch(org.rep2, "call", "2026-11-26T12:00:00Z");
  await logContact(at(org.rep1, evening), {
    lead_id: other,
    method: "email",
    direction: "inbound",
    occurred_at: "2026-11-26T13:00:00Z",
  });
  await changeGoals(at(org.rep1, evening), { touches: 5, calls: 2 });
  expect(await see(org.rep1)).toMatchObject({
    day: "2026-11-26",
    touches: { done: 3, target: 5 },
    people: { done: 2, target: null },
    calls: { done: 2, target: 2 },
    automated: 0,
    streak: 0,
  });
});

it("goes by the clock of the member, not of the organization", async () => {
  await admin`update memberships set timezone = 'Pacific/Auckland' where org_id = ${org.orgId} and user_id = ${org.rep2.actor.userId}`;
  for (const rep of [org.rep1, org.rep2]) await touch(rep, "call", "2026-11-26T10:30:00Z");
  expect(await see(org.rep1)).toMatchObject({ day: "2026-11-26", timezone: "UTC", touches: { done: 1 } });
  // Half past eleven at night on the Thursday, there.
  expect(await see(org.rep2)).toMatchObject({
    day: "2026-11-27",
    timezone: "Pacific/Auckland",
    touches: { done: 0 },
    streak: 1,
  });
});

it("a streak counts days that reached the goals, and a changed goal changes it", async () => {
  for (const day of ["24", "25", "25", "26", "26"]) await touch(org.rep1, "call", `2026-11-${day}T09:00:00Z`);
  expect((await see(org.rep1)).streak).toBe(3);
  expect((await changeGoals(at(org.rep1, evening), { calls: 2 })).streak).toBe(2);
  expect((await changeGoals(at(org.rep1, evening), { calls: null })).streak).toBe(3);
});

it("a streak is as long as it is, whatever days are looked at first", async () => {
  await admin.begin(async (sql) => {
    await sql`select set_config('app.org_id', ${org.orgId}, true)`;
    await sql`
      insert into communications (org_id, lead_id, user_id, actor_name, source, intent, channel, direction, status, occurred_at)
      select ${org.orgId}, ${lead}, ${org.rep1.actor.userId}, 'rep1', 'api', 'happened', 'call', 'outbound', 'logged', d
      from generate_series('2026-07-06T09:00:00Z'::timestamptz, '2026-11-26T09:00:00Z', interval '1 day') d`;
  });
  // All of 144 days: who works at weekends has these counted too.
  expect((await see(org.rep1)).streak).toBe(144);
});

it("is private until it is shared, and then tells colleagues how far, and no other organization", async () => {
  await changeGoals(at(org.rep1, evening), { touches: 20 });
  expect((await see(org.manager)).colleagues).toEqual([]);
  await changeGoals(at(org.rep1, evening), { shared: true });
  await touch(org.rep1, "call", "2026-11-26T09:00:00Z");
  expect((await see(org.manager)).colleagues).toMatchObject([
    { user: { name: "rep1" }, touches: { done: 1, target: 20 }, calls: { done: 1, target: null } },
  ]);
  expect((await see(org.rep1)).colleagues).toEqual([]);
  const stranger = await mintOrganization();
  expect(await see(stranger.admin)).toMatchObject({ colleagues: [], touches: { done: 0, target: null } });
  const [told] = await admin`
    select p.payload from events e join event_payloads p on p.id = e.id where e.org_id = ${org.orgId} and e.kind = 'member.goals_changed' order by e.at, e.id limit 1`;
  expect(JSON.stringify(told)).not.toContain("20");
});

it.each([{ touches: 0 }, { calls: 501 }, { people: 1.5 }, { smiles: 3 }])("refuses %j", async (input) => {
  await expect(changeGoals(org.rep1, input)).rejects.toMatchObject({ code: "INVALID" });
});

it("are answered to everybody, however many colleagues with an earlier name share theirs", async () => {
  await admin.begin(async (sql) => {
    const users = sql`select gen_random_uuid() as id, nth from generate_series(1, 101) nth`;
    await sql`create temporary table early on commit drop as ${users}`;
    await sql`insert into users (id, email, name) select id, nth || ${`@${org.slug}.example`}, 'Aaron ' || nth from early`;
    await sql`insert into memberships (org_id, user_id, name, email, role)
      select ${org.orgId}, id, 'Aaron ' || nth, nth || ${`@${org.slug}.example`}, 'rep' from early`;
    await sql`insert into member_goals (org_id, user_id, touches, shared) select ${org.orgId}, id, 5, true from early`;
  });
  await changeGoals(at(org.rep1, evening), { touches: 7 });
  const goals = await see(org.rep1);
  expect(goals.touches.target).toBe(7);
  expect(goals.colleagues).toHaveLength(100);
});
