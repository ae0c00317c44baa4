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
import { changeSettings } from "@/lib/settings/change-settings";
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
let nth = 0;
const drafted = async (steps: object[], publish = false) =>
  (await createSequence(org.admin, { name: `S${nth++}`, steps, publish })).id;
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

it("has the guard know what the test has sent by then: its windows, its slots, and its words", async () => {
  const words = [
    "We carry frozen food across the Alps and have two lorries free every week in March.",
    "Your depot in Linz opens soon; may I show you how others plan the gates of such a place?",
  ];
  const mail = (nth: number, delay_hours = 0) => ({ ...email, body: words[nth], delay_hours });
  const lead = await known({ email: `k@${org.slug}.example`, phone: "+14155550123", owner_id: org.rep1.actor.userId });
  const days = async (sequence: string) => {
    const list = await read(org.admin, "sequences:read", (tx) => testSequence(tx, sequence, lead, org.admin));
    return list.map((one) => {
      const day = Math.round((Date.parse(one.at) - org.admin.now.getTime()) / 86_400_000);
      return `${day} ${one.decision}: ${one.words.split(",")[0]}`;
    });
  };
  const { name } = org.rep1.actor;
  await changeSettings(org.admin, { "guard.similarity.window_days": 90 });
  expect(await days(await drafted([mail(0), mail(1, 48)]))).toEqual([
    "0 enrolled: They would be enrolled.",
    "0 sent: It would go out.",
    `2 deferred: ${name} emailed 2 days ago`,
    "7 sent: It would go out.",
    "7 finished: All steps are done.",
  ]);
  expect((await days(await drafted([mail(0), mail(0, 240)]))).at(-1)).toBe(
    `10 stopped: ${name} sent nearly the same text 10 days ago.`,
  );
  await changeSettings(org.admin, { "guard.sms.group": "email" });
  expect(await days(await drafted([mail(0), { kind: "sms", body: words[1], delay_hours: 6 }]))).toEqual(
    expect.arrayContaining([expect.stringContaining("0 deferred: "), "1 sent: It would go out."]),
  );
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
