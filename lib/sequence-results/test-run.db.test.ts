import { beforeEach, expect, it } from "vitest";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { getEnrollment } from "@/lib/enrollments/queries";
import { createLead } from "@/lib/leads/create-lead";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { createSequence } from "@/lib/sequences/create-sequence";
import { archiveTemplate } from "@/lib/templates/archive-template";
import { createTemplate } from "@/lib/templates/create-template";
import { contextOf } from "@/lib/worker/organization-context";
import { testSequence } from "./test-queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const email = { kind: "email", subject: "Dates", body: "Hello {{first_name}}, shall we say Tuesday?" };
const call = { kind: "call", subject: "Ask about dates", delay_hours: 24 };
const drafted = async (steps: object[], publish = false) =>
  (await createSequence(org.admin, { name: "S", steps, publish })).id;
const known = async (given: object) => (await createLead(org.rep1, { last_name: "Doe", ...given })).id;
const test = async (sequence: string, lead: string) =>
  (await read(org.admin, "sequences:read", (tx) => testSequence(tx, sequence, lead, org.admin))).map(
    ({ decision, step, words }) => `${step?.position ?? "-"} ${decision}: ${words}`,
  );

it("tells of a step that is left out what the engine would tell, and goes on behind it", async () => {
  const sequence = await drafted([email, call], true);
  const lead = await known({ email: `nobody@${org.slug}.example` });
  const left = "The lead has no first name, so it is left out.";
  expect(await test(sequence, lead)).toEqual([
    "- enrolled: They would be enrolled.",
    `1 skipped: ${left}`,
    "2 asked: The rep is asked in Today. The test goes on as if it were done at once.",
    "- finished: All steps are done.",
  ]);
  const { id } = await enrollLead(org.rep1, { lead_id: lead, sequence_id: sequence });
  await runEnrollments(asAt(contextOf(org.orgId), org.rep1.now), {});
  const { last_reason, events } = await read(org.rep1, "leads:read", (tx) => getEnrollment(tx, id, org.rep1.now));
  // The newest word stays what was decided, not that the next step is not due.
  expect([last_reason, events.at(-1)?.reason]).toEqual([left, left]);
});

it("refuses in the test whom enrolling would refuse", async () => {
  const sequence = await drafted([email]);
  const noMail = await known({ first_name: "Jo", phone: "+14155550123" });
  expect(await test(sequence, noMail)).toEqual([
    "- refused: They would not be enrolled. There is no address on file for the first message.",
  ]);
});

it("refuses whom nobody may contact, and stops at an email to somebody without an address", async () => {
  const sequence = await drafted([call, { ...email, body: "Shall we say Tuesday?" }]);
  const noMail = await known({ phone: "+14155550123" });
  expect((await test(sequence, noMail)).at(-1)).toBe("2 stopped: There is no address on file.");
  await addDncEntry(org.rep1, { kind: "person", value: noMail, reason: "asked" });
  const [refused, ...rest] = await test(sequence, noMail);
  expect(refused).toContain("- refused: They would not be enrolled.");
  expect(rest).toEqual([]);
});

it("ends where the template of a draft was put away", async () => {
  const template = await createTemplate(org.admin, {
    name: "T",
    subject: "Dates",
    body_text: "Shall we say Tuesday?",
    shared: true,
  });
  const sequence = await drafted([{ kind: "email", template_id: template.id }]);
  await archiveTemplate(org.admin, { template_id: template.id });
  const lead = await known({ email: `k@${org.slug}.example` });
  expect(await test(sequence, lead)).toEqual([
    "- enrolled: They would be enrolled.",
    "1 failed: Its template was put away or is not shared.",
  ]);
});

it("asks for a LinkedIn message with the words of its template", async () => {
  const template = await createTemplate(org.admin, {
    name: "L",
    channel: "linkedin",
    body_text: "Hello {{last_name}}, shall we talk?",
    shared: true,
  });
  const sequence = await drafted([{ kind: "linkedin", template_id: template.id }], true);
  await enrollLead(org.rep1, {
    lead_id: await known({ linkedin: "https://www.linkedin.com/in/doe" }),
    sequence_id: sequence,
  });
  await runEnrollments(asAt(contextOf(org.orgId), org.rep1.now), {});
  const [item] = await admin`select channel, body from daily_outreach_items where org_id = ${org.orgId}`;
  expect(item).toEqual({ channel: "linkedin", body: "Hello Doe, shall we talk?" });
});
