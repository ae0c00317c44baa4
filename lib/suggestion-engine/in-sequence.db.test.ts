import { expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { stopEnrollment } from "@/lib/enrollments/stop-enrollment";
import { createLead } from "@/lib/leads/create-lead";
import { createSequence } from "@/lib/sequences/create-sequence";
import { findSuggestions } from "./find-suggestions";

const { admin } = await testDatabase();
const fresh = (ctx: Context) => at(ctx, new Date());
const told = async ({ orgId }: MintedOrganization) =>
  (
    await admin`select l.last_name, s.cause, s.status from suggestions s join leads l on l.id = s.lead_id where s.org_id = ${orgId} order by s.created_at, l.last_name`
  ).map((row) => `${row.last_name} ${row.cause} ${row.status}`);

it("leaves to a sequence whom it writes to by itself, until that ends, and proposes an answer to who wrote all the same", async () => {
  const org = await mintOrganization({ calm: true });
  const steps = [
    { kind: "wait", delay_hours: 500 },
    { kind: "task", subject: "Look" },
  ];
  const sequence_id = (await createSequence(org.admin, { name: "S", steps, publish: true })).id;
  const touched = async (last_name: string, days: number, more: object = {}) => {
    const { id } = await createLead(org.rep1, { last_name, email: `${last_name}@${org.slug}.example` });
    const occurred_at = new Date(Date.now() - days * 86_400_000).toISOString();
    const touch = { lead_id: id, method: "email", subject: "Dates", already_happened: true, occurred_at, ...more };
    await logContact(fresh(org.rep1), touch);
    return id;
  };
  const enroll = (lead_id: string) => enrollLead(fresh(org.rep1), { lead_id, sequence_id, when_allowed: true });
  const [inside, later] = [await touched("Inside", 8), await touched("Later", 8)];
  const wrote = await touched("Wrote", 1, { direction: "inbound" });
  const { id } = await enroll(inside);
  await enroll(wrote);
  await findSuggestions(fresh(org.admin), {});
  expect(await told(org)).toEqual(["Later no_answer PENDING", "Wrote unanswered PENDING"]);
  await enroll(later);
  await findSuggestions(fresh(org.admin), {});
  expect(await told(org)).toEqual(["Later no_answer EXPIRED", "Wrote unanswered PENDING"]);
  await stopEnrollment(fresh(org.rep1), { enrollment_id: id });
  await findSuggestions(fresh(org.admin), {});
  expect(await told(org)).toContain("Inside no_answer PENDING");
});
