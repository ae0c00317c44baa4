import { expect, it } from "vitest";
import { at as asAt, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createLead } from "@/lib/leads/create-lead";
import { createSequence } from "@/lib/sequences/create-sequence";
import { contextOf } from "@/lib/worker/organization-context";
import { checkEnrollments } from "./check-enrollments";
import { runEnrollments } from "./run-enrollments";

const { admin } = await testDatabase();

it("a touch at a company of thousands who are in a sequence is seen for the last of them as for the first", async () => {
  const org = await mintOrganization({ calm: true });
  const later = (hours: number) => new Date(org.rep1.now.getTime() + hours * 3_600_000);
  const call = { kind: "call", subject: "Ask about dates" };
  const sequence = await createSequence(org.admin, { name: "Calls", steps: [call, call], publish: true });
  const company = { name: "Acme", domain: `acme-${org.slug}.example` };
  const first = await createLead(org.rep1, { last_name: "First", company });
  const enrolled = await enrollLead(org.rep1, { lead_id: first.id, sequence_id: sequence.id });
  await admin`
    insert into leads (id, org_id, owner_id, company_id, last_name, created_at, updated_at)
    select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, org_id, owner_id, company_id, 'N' || n, created_at, updated_at
    from leads, generate_series(1, 5100) n where id = ${first.id}`;
  await admin`
    insert into lead_sequence_enrollments (org_id, lead_id, sequence_id, version_id, step_id, next_run_at, last_reason, enrolled_by, sender_id, created_at, updated_at)
    select e.org_id, l.id, e.sequence_id, e.version_id, e.step_id, e.next_run_at + interval '1 day', '', e.enrolled_by, e.sender_id, e.created_at, e.updated_at
    from lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id <> e.lead_id where e.id = ${enrolled.id}`;
  await runEnrollments(contextOf(org.orgId), {});
  await logContact(asAt(org.rep2, later(1)), { lead_id: first.id, method: "call", direction: "outbound" });
  await untilAllSealed(admin, org.orgId);
  await checkEnrollments(asAt(contextOf(org.orgId), later(1)), {});
  const [row] = await admin`select awaits, next_run_at from lead_sequence_enrollments where id = ${enrolled.id}`;
  expect(row).toEqual({ awaits: null, next_run_at: later(1) });
});
