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
import { publishSequence } from "@/lib/sequences/publish-sequence";
import { getSequence, listVersions } from "@/lib/sequences/queries";
import { updateSequence } from "@/lib/sequences/update-sequence";
import { createTemplate } from "@/lib/templates/create-template";
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
    for (const step_outcome of ["sent", "replied", "converted", "bounced", "opted_out"] as const)
      expect(await behind({ step_id: step.step_id, step_outcome }), step_outcome).toBe(step[step_outcome]);
  for (const outcome of ["sent", "replied", "converted", "opted_out", "finished"] as const) {
    expect(await behind({ outcome }), outcome).toBe(results[outcome]);
    for (const one of results.versions)
      expect(await behind({ version_id: one.version_id, outcome }), outcome).toBe(one[outcome]);
  }
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

it("tells what became of each version and template: sent, answers by class, clients, opt-outs, with whose they are", async () => {
  const org = await mintOrganization({ calm: true });
  const text = { subject: "Dates", body_text: "Hello {{last_name}}, shall we say Tuesday?", shared: true };
  const template = await createTemplate(org.admin, { name: "Dates", ...text });
  const steps = [{ kind: "email" as const, template_id: template.id }];
  const { id } = await createSequence(org.admin, { name: "Dates", steps, publish: true });
  const run = () => runEnrollments(at(contextOf(org.orgId), org.rep1.now), {});
  await enroll(org, id, "Quiet");
  const won = await enroll(org, id, "Won");
  await run();
  await updateSequence(org.admin, { sequence_id: id, steps: [...steps, { kind: "task", subject: "Look" }] });
  await publishSequence(org.admin, { sequence_id: id });
  await enroll(org, id, "Second");
  await run();
  // In place of a mail server, of an answer, of how it was read, and of what came of it.
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update communications set status = 'sent', sent_at = now() where org_id = ${org.orgId} and source = 'sequence'`;
    await sql`update communications set replied_at = now() where lead_id = ${won} and source = 'sequence'`;
    await sql`update leads set status = 'converted' where id = ${won}`;
    const [thread] = await sql`
      insert into threads (org_id, lead_id, channel, subject, reply_class) values (${org.orgId}, ${won}, 'email', 'Dates', 'positive') returning id`;
    await sql`update communications set thread_id = ${thread?.id} where lead_id = ${won}`;
  });
  const results = await read(org.rep1, "sequences:read", (tx) => getResults(tx, id));
  const classes = { replies_by_class: { positive: 1 } };
  expect(results).toMatchObject({ enrolled: 3, sent: 3, replied: 1, converted: 1, ...classes });
  expect(results.versions).toMatchObject([
    { version: 2, enrolled: 1, sent: 1, replied: 0, converted: 0, replies_by_class: {} },
    { version: 1, enrolled: 2, sent: 2, replied: 1, converted: 1, ...classes },
  ]);
  expect(results.templates).toMatchObject([
    { template: "Dates", channel: "email", sent: 3, replied: 1, converted: 1, ...classes },
  ]);
  expect(results.steps.map(({ version, position, sent, converted }) => [version, position, sent, converted])).toEqual([
    [2, 1, 1, 0],
    [2, 2, 0, 0],
    [1, 1, 2, 1],
  ]);
  const behind = (more: object) => peopleOf(org, { sequence_id: id, template_id: template.id, ...more });
  for (const step_outcome of ["sent", "replied", "converted", "bounced", "opted_out"] as const)
    expect(await behind({ step_outcome }), step_outcome).toBe(results.templates[0]?.[step_outcome]);
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
