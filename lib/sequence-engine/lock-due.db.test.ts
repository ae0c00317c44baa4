import { expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createLead } from "@/lib/leads/create-lead";
import { createSequence } from "@/lib/sequences/create-sequence";
import { lockDue } from "./queries";

const { admin } = await testDatabase();

it("takes those who wait longest, parked ones among them, and reads no thousands for it", async () => {
  const org = await mintOrganization({ calm: true });
  const call = { kind: "call", subject: "Ask about dates" };
  const sequence = await createSequence(org.admin, { name: "Calls", steps: [call], publish: true });
  const first = await createLead(org.rep1, { last_name: "First" });
  const enrolled = await enrollLead(org.rep1, { lead_id: first.id, sequence_id: sequence.id });
  await admin`
    insert into leads (org_id, owner_id, last_name, created_at, updated_at)
    select org_id, owner_id, 'N' || n, created_at, updated_at from leads, generate_series(1, 3000) n where id = ${first.id}`;
  const due = (nth: number) => new Date(org.rep1.now.getTime() - nth * 1000);
  await admin`
    insert into lead_sequence_enrollments (org_id, lead_id, sequence_id, version_id, step_id, status, next_run_at, resume_at, last_reason, enrolled_by, sender_id, created_at, updated_at)
    select e.org_id, l.id, e.sequence_id, e.version_id, e.step_id, case when l.nth % 2 = 0 then 'parked' else 'active' end,
      case when l.nth % 2 = 1 then ${org.rep1.now}::timestamptz - l.nth * interval '1 second' end,
      case when l.nth % 2 = 0 then ${org.rep1.now}::timestamptz - l.nth * interval '1 second' end, '', e.enrolled_by, e.sender_id, e.created_at, e.updated_at
    from lead_sequence_enrollments e
    join (select *, row_number() over (order by id) as nth from leads where org_id = ${org.orgId} and id <> ${first.id}) l on l.org_id = e.org_id
    where e.id = ${enrolled.id}`;
  await admin`vacuum (analyze) lead_sequence_enrollments`;

  const [taken, reads] = await inOrganization(org.orgId, async (tx) => {
    const list = await lockDue(tx, org.rep1.now, 10);
    const [row] = await tx.sql<{ n: number }[]>`
      select (seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname = 'lead_sequence_enrollments'`;
    await tx.sql`select pg_stat_force_next_flush()`;
    return [list.map((one) => (one.resume_at ?? one.next_run_at)?.getTime()).sort(), row?.n ?? 0] as const;
  });
  expect(taken).toEqual(Array.from({ length: 10 }, (_, nth) => due(3000 - nth).getTime()));
  expect(reads).toBeLessThan(200);
});
