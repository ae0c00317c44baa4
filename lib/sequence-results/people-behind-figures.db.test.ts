import { expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { markResponded } from "@/lib/communications/mark-responded";
import { read } from "@/lib/core/read";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { countEnrollments, listEnrollments } from "@/lib/enrollments/queries";
import { listEnrollmentsInputSchema } from "@/lib/enrollments/schema";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { restoreLead } from "@/lib/leads/restore-lead";
import { checkEnrollments } from "@/lib/sequence-engine/check-enrollments";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { createSequence } from "@/lib/sequences/create-sequence";
import { getSequence, listVersions } from "@/lib/sequences/queries";
import { contextOf } from "@/lib/worker/organization-context";
import { getResults } from "./result-queries";

const { admin } = await testDatabase();

it("counts a call that was done and its answer, and every figure of a sequence has as many people behind it", async () => {
  const org = await mintOrganization({ calm: true });
  const steps = [
    { kind: "call" as const, subject: "Ask about dates" },
    { kind: "email" as const, delay_hours: 240, subject: "Dates", body: "Hello {{last_name}}, shall we say Tuesday?" },
  ];
  const { id } = await createSequence(org.admin, { name: "Calls first", steps, publish: true });
  const leads = [];
  for (const name of ["Called", "Answered"]) leads.push(await enroll(org, id, name));
  const [, answered = ""] = leads;
  const hours = (count: number) => new Date(org.rep1.now.getTime() + count * 3_600_000);
  await runEnrollments(at(contextOf(org.orgId), hours(0)), {});
  for (const lead_id of leads)
    await logContact(at(org.rep1, hours(1)), { lead_id, method: "call", direction: "outbound" });
  await untilAllSealed(admin, org.orgId);
  await checkEnrollments(at(contextOf(org.orgId), hours(1)), {});
  const [call] = await admin`select id from communications where lead_id = ${answered} and channel = 'call'`;
  await markResponded(at(org.rep1, hours(2)), { contact_id: call?.id, responded: true });

  const figures = async () => {
    const [results, sequence, versions] = await read(org.rep1, "sequences:read", (tx) =>
      Promise.all([getResults(tx, id), getSequence(tx, id, org.rep1), listVersions(tx, id)]),
    );
    return { results, sequence, version: versions[0] };
  };
  const { results, sequence, version } = await figures();
  const behind = (more: object) => peopleOf(org, { sequence_id: id, ...more });
  const [first, second] = results.steps;
  expect(first).toMatchObject({ kind: "call", sent: 2, replied: 1, bounced: 0 });
  expect(second).toMatchObject({ kind: "email", sent: 0, replied: 0 });
  expect(results).toMatchObject({ enrolled: 2, replied: 1, converted: 0 });
  for (const step of results.steps)
    for (const step_outcome of ["sent", "replied", "bounced", "opted_out"] as const)
      expect(await behind({ step_id: step.step_id, step_outcome }), step_outcome).toBe(step[step_outcome]);
  for (const outcome of ["replied", "converted", "opted_out", "finished"] as const)
    expect(await behind({ outcome }), outcome).toBe(results[outcome]);
  for (const [reply_class, people] of Object.entries(results.replies_by_class))
    expect(await behind({ reply_class }), reply_class).toBe(people);
  for (const [status, people] of Object.entries(sequence.enrollments)) expect(await behind({ status })).toBe(people);
  expect(await behind({ version_id: version?.id, status: "active,paused,parked" })).toBe(version?.running);
  expect(await behind({ step_id: first?.step_id, step_outcome: "replied" })).toBe(1);

  await deleteLead(org.rep1, { lead_id: answered });
  const without = await figures();
  expect(without.results).toMatchObject({ enrolled: 1, replied: 0, replies_by_class: {} });
  expect(without.results.steps[0]).toMatchObject({ sent: 1, replied: 0 });
  expect(await behind({})).toBe(1);
  expect(await behind({ outcome: "replied" })).toBe(0);
  for (const [status, people] of Object.entries(without.sequence.enrollments))
    expect(await behind({ status })).toBe(people);
  expect(await behind({ status: "active,paused,parked" })).toBe(without.version?.running);

  await restoreLead(org.admin, { lead_id: answered });
  expect((await figures()).results).toMatchObject({ enrolled: 2, replied: 1 });
});

async function enroll({ rep1, slug }: MintedOrganization, sequence_id: string, last_name: string): Promise<string> {
  const { id: lead_id } = await createLead(rep1, { last_name, email: `${last_name}@${slug}.example` });
  await enrollLead(rep1, { lead_id, sequence_id });
  return lead_id;
}

/** How many the list has, counted by itself and by its rows. */
async function peopleOf({ rep1 }: MintedOrganization, asked: object): Promise<number> {
  const input = listEnrollmentsInputSchema.parse(asked);
  const [total, page] = await read(rep1, "sequences:read", (tx) =>
    Promise.all([countEnrollments(tx, input), listEnrollments(tx, input, rep1.now)]),
  );
  expect(page.data).toHaveLength(total);
  return total;
}
