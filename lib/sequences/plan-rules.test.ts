import { describe, expect, it } from "vitest";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import { planProblems } from "./plan-rules";
import { reachedSteps } from "./reach-rules";
import { createSequenceInputSchema, type GivenStep } from "./schema";

const template = "01890000-0000-7000-8000-000000000001";
const facts = {
  quietHours: defaultQuietHours,
  postalAddress: "1 Main Street, Springfield",
  sendsTexts: true,
  templates: new Map([[template, { channel: "email", subject: "Dates", body: "Hello {{full_name|there}}" }]]),
  groups: { email: "email", sms: "sms" },
  hardWindows: { email: 86_400, sms: 86_400 },
  softWindows: { email: 604_800, sms: 604_800 },
  similarity: { threshold: 0.45, windowDays: 90 },
  now: new Date("2026-03-02T09:00:00Z"),
};
const plan = (...steps: object[]): GivenStep[] => createSequenceInputSchema.parse({ name: "n", steps }).steps;
const email = { kind: "email", subject: "Dates", body: "Hello {{first_name|there}}" };
const condition = { kind: "condition", condition: { field: "status", op: "is", value: "new" } };
const client = { field: "status", op: "is", value: "converted" };
const asks = (question: object) => ({ kind: "condition", condition: question });
const task = { kind: "task", subject: "Look them up" };
const found = (...steps: object[]) =>
  planProblems(plan(...steps), facts).map((one) => `${one.position ?? "-"} ${one.level} ${one.code}`);

const route = "We carry frozen food across the Alps and have two lorries free every week in March.";
const other = "Your depot in Linz opens soon; may I show you how others plan the gates of such a place?";
const mail = (body: string, delay_hours = 0) => ({ ...email, body, delay_hours });

describe("a plan", () => {
  const cases: [string, object[], string[]][] = [
    ["without steps", [], ["- error NO_STEPS"]],
    ["of one good email", [email], []],
    ["with an email that says nothing", [{ kind: "email" }], ["1 error NO_TEXT", "1 error NO_SUBJECT"]],
    ["that only waits", [{ kind: "wait", delay_hours: 24 }], ["- error NOTHING_HAPPENS"]],
    ["with a field that nobody has", [{ ...email, body: "Hello {{nickname}}" }], ["1 error UNKNOWN_FIELD"]],
    [
      "with a field that not everybody has",
      [{ ...email, body: "Hello {{first_name}}" }],
      ["1 warning NO_WORDS_FOR_MISSING"],
    ],
    [
      "with hours in the night",
      [{ ...email, window: { from: "02:00", until: "04:00", weekdays: [1, 2] } }],
      ["1 error ALWAYS_QUIET"],
    ],
    ["with hours that touch the day", [{ ...email, window: { from: "02:00", until: "08:01", weekdays: [1] } }], []],
    ["with emails two days apart", [email, { ...email, delay_hours: 48 }], ["2 warning WAITS_FOR_WINDOW"]],
    ["with emails a week apart", [email, { kind: "wait", delay_hours: 100 }, { ...email, delay_hours: 68 }], []],
    ["with a broken field", [{ ...email, body: "Hello {{first_name}" }], ["1 error BROKEN_FIELD"]],
    ["with the text of a template", [{ kind: "email", template_id: template }], []],
    ["with an email's template in a text", [{ kind: "sms", template_id: template }], ["1 error NO_TEMPLATE"]],
    [
      "with a template that was put away",
      [{ kind: "email", template_id: template.replace(/1$/, "2") }],
      ["1 error NO_TEMPLATE"],
    ],
    ["with a task in the night", [{ ...task, window: { from: "02:00", until: "04:00", weekdays: [1] } }], []],
    [
      "with steps that only clients would come to",
      [asks(client), email, { ...asks(client), otherwise: 5 }, task, task],
      [
        "1 warning NEVER_HOLDS",
        "2 error UNREACHABLE",
        "3 error UNREACHABLE",
        "3 warning NEVER_HOLDS",
        "4 error UNREACHABLE",
        "5 error UNREACHABLE",
      ],
    ],
    [
      "with a step behind a condition that holds for nobody, and another way past it",
      [{ ...asks(client), otherwise: 3 }, email, task],
      ["1 warning NEVER_HOLDS", "2 error UNREACHABLE"],
    ],
    [
      "with a step for those who must not be contacted",
      [{ ...task, condition: { field: "do_not_contact", op: "is", value: true } }, task],
      ["1 error NEVER_HOLDS"],
    ],
    [
      "with a question that contradicts itself",
      [
        asks({
          and: [
            { field: "status", op: "is", value: "new" },
            { field: "status", op: "any_of", value: ["lost"] },
          ],
        }),
        task,
      ],
      ["1 warning NEVER_HOLDS", "2 error UNREACHABLE"],
    ],
    ["with a question for all but clients", [asks({ not: client }), task], []],
    ["with two texts", [mail(route), mail(other, 240)], []],
    [
      "with the same text again, under another greeting",
      [mail(route), task, mail(`Hello {{first_name|there}},\n\n${route}`, 240)],
      ["3 error SAME_TEXT"],
    ],
    [
      "with nearly the same text again",
      [mail(route), mail(`${route} Shall I hold one for you?`, 240)],
      ["2 warning SIMILAR_TEXT"],
    ],
    [
      "with the same text behind one that is nearly the same",
      [mail(route), mail(`${route} Shall I hold one for you?`, 240), mail(route, 240)],
      ["2 warning SIMILAR_TEXT", "3 error SAME_TEXT"],
    ],
    [
      "with the same text when the guard has forgotten it",
      [mail(route), { kind: "wait", delay_hours: 2160 }, mail(route)],
      [],
    ],
    [
      "with the same text for who came another way",
      [{ ...condition, otherwise: 3 }, mail(route), mail(route, 240)],
      ["3 warning SIMILAR_TEXT"],
    ],
    [
      "with the same text behind a message that some are left out of",
      [{ ...mail(route), condition: condition.condition }, mail(route, 240)],
      ["2 warning SIMILAR_TEXT"],
    ],
    ["with two ways", [{ ...condition, otherwise: 3 }, email, { kind: "task", subject: "Look them up" }], []],
  ];
  it.each(cases)("%s", (_, steps, problems) => {
    expect(found(...steps)).toEqual(problems);
  });

  it("with an email needs the postal address that it names", () => {
    const problems = planProblems(plan(email), { ...facts, postalAddress: null });
    expect(problems.map((one) => one.code)).toEqual(["NO_POSTAL_ADDRESS"]);
  });

  it("with a text says that nothing sends it yet", () => {
    const problems = planProblems(plan({ kind: "sms", body: "Shall we say Tuesday?" }), {
      ...facts,
      sendsTexts: false,
    });
    expect(problems.map((one) => `${one.level} ${one.code}`)).toEqual(["warning NO_SENDER"]);
  });

  it("reaches every step of a line, and the other way of a condition", () => {
    expect([...reachedSteps(plan({ ...condition, otherwise: 3 }, email, email))]).toEqual([1, 2, 3]);
  });

  it("has no step in the past, no way back, and none out of the plan", () => {
    const refused = (steps: object[]) => createSequenceInputSchema.safeParse({ name: "n", steps }).success;
    expect(refused([{ ...email, delay_hours: -1 }])).toBe(false);
    expect(refused([email, { ...condition, otherwise: 1 }])).toBe(false);
    expect(refused([{ ...condition, otherwise: 2 }])).toBe(false);
    expect(refused([{ ...email, otherwise: 2 }, email])).toBe(false);
    expect(refused([{ kind: "condition" }])).toBe(false);
  });
});

it("a step waits for one on another channel that shares its slot, as long as that holds it", () => {
  const steps = plan(
    { kind: "sms", body: "Hello" },
    { ...email, delay_hours: 5 },
    { kind: "task", subject: "Look", delay_hours: 1 },
  );
  const waits = (groups: Record<string, string>) =>
    planProblems(steps, { ...facts, groups }).filter((one) => one.code === "WAITS_FOR_WINDOW");
  expect(waits(facts.groups)).toEqual([]);
  expect(waits({ email: "email", sms: "email" })).toMatchObject([
    {
      position: 2,
      message:
        "Step 1, on a channel that shares its slot, is 5 hours before. The guard lets this one out after 24 hours, so it waits until then.",
    },
  ]);
});
