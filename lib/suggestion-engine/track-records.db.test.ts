import { expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { listTrackRecords } from "./queries";

const { admin } = await testDatabase();

it("counts what was decided on each ground without reading what ran out undecided", async () => {
  const { orgId, admin: who } = await mintOrganization({ calm: true });
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    // 4,000 of them: one in a hundred was decided, one in two hundred carried out.
    await sql`
      insert into suggestions (org_id, id, lead_id, type, status, cause, fingerprint, content, proposed, reasoning, confidence, expires_at, decided_by, decided_at, note_id)
      select ${orgId}, gen_random_uuid(), gen_random_uuid(), 'TASK', status, 'unanswered', 'nth ' || nth, '{}', '{}', repeat('Because. ', 20), 0.5, now(),
        case when status <> 'EXPIRED' then ${who.actor.userId}::uuid end, case when status <> 'EXPIRED' then now() end,
        case when status = 'EXECUTED' then gen_random_uuid() end
      from (select nth, case when nth % 200 = 0 then 'EXECUTED' when nth % 100 = 0 then 'REJECTED' else 'EXPIRED' end as status
        from generate_series(1, 4000) nth) made`;
  });
  await admin`analyze suggestions`;
  await inOrganization(orgId, async (tx) => {
    expect(await listTrackRecords(tx)).toEqual(new Map([["unanswered", { done: 20, decided: 40 }]]));
    const [reads] = await tx.sql<{ scans: number; rows: number }[]>`
      select seq_scan::int as scans, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
      from pg_stat_xact_user_tables where relname = 'suggestions'`;
    expect(reads?.scans).toBe(0);
    expect(reads?.rows).toBeLessThanOrEqual(40);
    await tx.sql`select pg_stat_force_next_flush()`;
  });
});
