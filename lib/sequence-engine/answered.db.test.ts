import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createLead } from "@/lib/leads/create-lead";
import { createSequence } from "@/lib/sequences/create-sequence";
import { contextOf } from "@/lib/worker/organization-context";
import { runEnrollments } from "./run-enrollments";

const { admin } = await testDatabase();

it("what a sequence promised does not follow an answer: it is cancelled in the transaction that stores the answer", async () => {
  const org = await mintOrganization({ calm: true });
  const { id: lead_id } = await createLead(org.rep1, { last_name: "Doe", email: `doe@${org.slug}.example` });
  const steps = [{ kind: "email", subject: "Dates", body: "Shall we say Tuesday?" }];
  const { id: sequence_id } = await createSequence(org.admin, { name: "Dates", steps, publish: true });
  await enrollLead(org.rep1, { lead_id, sequence_id });
  await runEnrollments(contextOf(org.orgId), {});
  const messages = () =>
    admin`select status, error_message from communications where lead_id = ${lead_id} and source = 'sequence'`;
  expect(await messages()).toEqual([{ status: "queued", error_message: null }]);
  await logContact(org.rep1, { lead_id, method: "email", direction: "inbound" });
  expect(await messages()).toEqual([{ status: "cancelled", error_message: "They answered before it went out." }]);
});
