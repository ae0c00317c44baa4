import type postgres from "postgres";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { markResponded } from "@/lib/communications/mark-responded";
import type { Context } from "@/lib/core/context";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { checkNames, checkOrganization } from "./queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
let other: MintedOrganization;

beforeAll(async () => {
  other = await mintOrganization();
  await liveThrough(other);
});
beforeEach(async () => {
  org = await mintOrganization();
  await liveThrough(org);
  expect(await broken()).toEqual({});
});

test("every check says its name and how many rows disagree, in an organization without leads too", async () => {
  const empty = await mintOrganization();
  const checks = await inOrganization(empty.orgId, checkOrganization);
  expect(checks).toEqual(checkNames.map((name) => ({ name, ok: true, count: 0 })));
});

test.each([
  [
    "ledger_links",
    `with t as (insert into threads (org_id, lead_id, channel) select org_id, id, 'email' from leads
       where org_id = $1 and contact_count = 0 returning org_id, id)
     update communications c set thread_id = t.id from t where c.org_id = t.org_id`,
    5,
  ],
  [
    "thread_summaries",
    `insert into threads (org_id, lead_id, channel, last_inbound_at) select org_id, id, 'email', now() from leads where org_id = $1`,
    3,
  ],
  ["lead_summaries", "update leads set contact_count = contact_count + 1 where org_id = $1 and contact_count > 0", 2],
  [
    "lead_summaries",
    "update leads set last_contacted_at = last_contacted_at + interval '1 microsecond' where org_id = $1",
    2,
  ],
  ["lead_summaries", "update leads set first_response_seconds = 1 where org_id = $1 and reply_count > 0", 1],
  ["lead_summaries", "update leads set last_contacted_by = null where org_id = $1 and contact_count > 0", 2],
  ["lead_statuses", "update leads set status = 'lost' where org_id = $1 and email like 'ines%'", 1],
  ["lead_statuses", "update leads set status = 'qualified' where org_id = $1 and contact_count = 0", 1],
  ["lead_statuses", "update leads set furthest_stage = 4 where org_id = $1 and contact_count = 0", 1],
  ["lead_statuses", "delete from lead_status_history where org_id = $1 and to_status = 'contacted'", 2],
  ["contact_points", "update leads set phone_e164 = '+16175550199' where org_id = $1 and email like 'ines%'", 1],
  ["contact_points", "delete from contact_points where org_id = $1 and kind = 'email' and norm like 'omar%'", 1],
  ["search_documents", "update lead_search set document = 'nobody' where org_id = $1", 3],
  ["planned_without_slot", "delete from contact_guards where org_id = $1 and scope = 'point'", 3],
  [
    "straying_slots",
    "update contact_guards set scope_key = org_id::text where org_id = $1 and scope = 'lead' and released_at is not null",
    1,
  ],
  ["override_links", "delete from outreach_overrides where org_id = $1", 1],
  [
    "collision_links",
    "update collision_incidents set communication_id = null where org_id = $1 and kind = 'overridden'",
    2,
  ],
  ["rollups", "update rollup_deltas set touches = touches + 1 where org_id = $1 and channel = 'call'", 2],
  ["collision_links", "update collision_incidents set kind = 'escaped' where org_id = $1 and kind = 'prevented'", 1],
] as const)("%s finds: %s", async (name, sql, count) => {
  await tamper(sql);
  expect((await broken())[name]).toBe(count);
  expect(await brokenIn(other)).toEqual({});
});

test("overlapping slots are found even when the constraint is gone", async () => {
  await admin
    .begin(async (tx) => {
      await tx`alter table contact_guards drop constraint contact_guards_one_voice`;
      await tx`insert into contact_guards (org_id, scope, scope_key, channel_group, span, communication_id, user_id)
      select org_id, scope, scope_key, channel_group, span, communication_id, user_id from contact_guards
      where org_id = ${org.orgId} and released_at is null and scope = 'lead' limit 1`;
      await tx`set local role touchline_app`;
      await tx`select set_config('app.org_id', ${org.orgId}, true)`;
      const [found] = await tx.unsafe((await import("./guard-queries")).overlappingSlots);
      expect(found?.count).toBe(1);
      await tx`reset role`;
      throw new Rollback();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Rollback)) throw error;
    });
});

class Rollback extends Error {}

/** Two leads that were contacted, one that was not; a refusal, an override, a reply and a mark. */
async function liveThrough({ rep1, rep2, manager }: MintedOrganization): Promise<void> {
  const [ines, omar] = [await lead(rep1, "ines"), await lead(rep2, "omar")];
  await lead(rep1, "nobody");
  const first = await log(rep1, ines, { method: "email" });
  await expect(log(rep2, ines, { method: "email" })).rejects.toThrow();
  await log(manager, ines, { method: "email", override_reason: "They asked for the paper today" });
  const backDated = new Date(rep2.now.getTime() - 86_400_000).toISOString();
  await log(rep2, omar, { method: "call", occurred_at: backDated });
  await log(rep2, omar, { method: "call" });
  await markResponded(at(rep1, new Date(rep1.now.getTime() + 60_000)), { contact_id: first, responded: true });
  await log(at(rep1, new Date(rep1.now.getTime() + 120_000)), ines, { method: "email", direction: "inbound" });
  await updateLead(rep1, { lead_id: ines, status: "qualified" });
}

const lead = async (ctx: Context, name: string) =>
  (await createLead(ctx, { first_name: name, email: `${name}@${name}.example`, phone: "+16175550142" })).id;

const log = async (ctx: Context, lead_id: string, touch: object) => (await logContact(ctx, { lead_id, ...touch })).id;

const broken = () => brokenIn(org);

async function brokenIn({ orgId }: MintedOrganization): Promise<Record<string, number>> {
  const checks = await inOrganization(orgId, checkOrganization);
  return Object.fromEntries(checks.filter((check) => !check.ok).map(({ name, count }) => [name, count]));
}

/** As a superuser past triggers and foreign keys. */
const tamper = (sql: string) =>
  admin.begin(async (tx: postgres.TransactionSql) => {
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(sql, [org.orgId]);
  });
