import { z } from "zod";
import { filterSchema } from "@/lib/filters/schema";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import { quietHoursSchema } from "@/lib/quiet-hours/schema";
import { replyClassSchema } from "@/lib/reply-classes/schema";
import { triggerSchema } from "./trigger-schema";

export const SEQUENCE_STATES = ["draft", "active", "paused", "archived"] as const;
export const STEP_KINDS = ["email", "sms", "call", "linkedin", "task", "wait", "condition"] as const;
export type StepKind = (typeof STEP_KINDS)[number];
/** What goes out by itself, and what a rep is asked for in Today. */
export const SENT_KINDS: readonly StepKind[] = ["email", "sms"];
export const ASKED_KINDS: readonly StepKind[] = ["call", "linkedin", "task"];
export const MOST_STEPS = 50;

const plain = (what: string, longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `${what} is longer than ${longest.toLocaleString("en")} characters. Shorten it.`)
    .refine((value) => !value.includes("\u0000"), `${what} holds a NUL character. Remove it.`);
const text = (what: string, longest: number) =>
  plain(what, longest)
    .nullish()
    .transform((value) => value || null);
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

const name = z
  .string()
  .trim()
  .min(1, "Give the sequence a name.")
  .max(100, "The name is longer than 100 characters. Shorten it.")
  .refine((value) => !/\p{Cc}/u.test(value), "The name holds a line break or control character. Remove it.");

const description = plain("The description", 500)
  .nullable()
  .transform((value) => value || null);

/** By the clock where the recipient is, as quiet hours are written; holidays are those of the organization. */
export const stepWindowSchema = z
  .strictObject({
    from: quietHoursSchema.shape.from,
    until: quietHoursSchema.shape.until,
    weekdays: quietHoursSchema.shape.weekdays,
  })
  .refine(({ from, until }) => from < until, { path: ["until"], message: "This must be later than the beginning." });
export type StepWindow = z.output<typeof stepWindowSchema>;

/** A question about the lead, or the class of their newest reply. */
export const stepConditionSchema = z.union([z.strictObject({ reply_class: replyClassSchema }), filterSchema]);
export type StepCondition = z.output<typeof stepConditionSchema>;

const stepSchema = z.strictObject({
  kind: z.enum(STEP_KINDS),
  /** after the step before */
  delay_hours: z
    .number()
    .min(0, "A step cannot lie in the past.")
    .max(8760, "The most is a year (8760 hours).")
    .default(0),
  window: orNull(stepWindowSchema),
  /** its text comes from a shared template, as it stands when the sequence is published */
  template_id: orNull(z.uuid()),
  subject: text("The subject", 500),
  body: text("The text", 20_000),
  /** of a condition: what must hold to go on with the next step; of any other: the step is left out when it does not hold */
  condition: orNull(stepConditionSchema),
  /** of a condition that does not hold: the number of the step that comes instead; null is the end */
  otherwise: orNull(z.number().int().min(1).max(MOST_STEPS)),
});
export type GivenStep = z.output<typeof stepSchema>;

const steps = z
  .array(
    stepSchema.refine((step) => step.template_id === null || (step.subject === null && step.body === null), {
      message: "A step has a template, or subject and body of its own. Leave one of them out.",
    }),
  )
  .max(MOST_STEPS, `A sequence has at most ${MOST_STEPS} steps. Split it.`)
  .refine((list) => list.every((step) => step.otherwise === null || step.kind === "condition"), {
    message: "Only a condition has another way. Leave otherwise out.",
  })
  .refine(
    (list) =>
      list.every((step, nth) => step.otherwise === null || (step.otherwise > nth + 1 && step.otherwise <= list.length)),
    { message: "The other way leads to a later step of this sequence. Give its number." },
  )
  .refine((list) => list.every((step) => step.kind !== "condition" || step.condition !== null), {
    message: "A condition needs a question. Add one.",
  });

/** What ends an enrollment beside what always does. */
export const exitRulesSchema = z.strictObject({
  /** an answer of somebody else at the same company */
  colleague_replied: z.boolean().default(false),
  /** only these statuses, set by hand, end it; left out: any */
  statuses: z.array(z.enum(LEAD_STATUSES)).max(LEAD_STATUSES.length).optional(),
});
export type ExitRules = z.output<typeof exitRulesSchema>;

const trigger = z
  .union([z.literal("manual"), triggerSchema])
  .transform((given) => (given === "manual" || given.kind === "manual" ? null : given));

export const createSequenceInputSchema = z.strictObject({
  name,
  /** what it is for, in a sentence or two */
  description: description.default(null),
  /** what enrolls people by itself, from when the sequence runs; left out: people and programs do */
  trigger: trigger.optional(),
  steps: steps.default([]),
  exit_rules: exitRulesSchema.default({ colleague_replied: false }),
  /** its enrollments may run beside those of other sequences */
  alongside: z.boolean().default(false),
  /** what its messages are for */
  campaign_id: z.uuid().nullable().default(null),
  publish: z.boolean().default(false),
});
export const updateSequenceInputSchema = z.strictObject({
  sequence_id: z.uuid(),
  name: name.optional(),
  /** what it is for; null takes it away. It belongs to no version: nothing is published anew */
  description: description.optional(),
  steps: steps.optional(),
  trigger: trigger.optional(),
  exit_rules: exitRulesSchema.optional(),
  alongside: z.boolean().optional(),
  campaign_id: z.uuid().nullable().optional(),
  if_version: z.number().int().optional(),
});
export const sequenceIdInputSchema = z.strictObject({ sequence_id: z.uuid() });

const person = z.object({ id: z.uuid(), name: z.string() });
const time = z.iso.datetime();

export const sequenceStepSchema = z.object({
  id: z.uuid(),
  position: z.number().int(),
  kind: z.enum(STEP_KINDS),
  delay_hours: z.number(),
  window: z.object({ from: z.string(), until: z.string(), weekdays: z.array(z.number().int()) }).nullable(),
  template_id: z.uuid().nullable(),
  template_version: z.number().int().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  /** as it was given */
  condition: z.unknown(),
  otherwise: z.number().int().nullable(),
});
export type SequenceStep = z.infer<typeof sequenceStepSchema>;

export const planProblemSchema = z.object({
  /** null: of the whole */
  position: z.number().int().nullable(),
  /** an error is in the way of publishing, a warning is not */
  level: z.enum(["error", "warning"]),
  code: z.string(),
  message: z.string(),
});
export type PlanProblem = z.infer<typeof planProblemSchema>;

const countsSchema = z.object({
  active: z.number().int(),
  paused: z.number().int(),
  parked: z.number().int(),
  finished: z.number().int(),
  stopped: z.number().int(),
  failed: z.number().int(),
});

export const sequenceSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** what it is for; null: nobody wrote it down */
  description: z.string().nullable(),
  state: z.enum(SEQUENCE_STATES),
  trigger: triggerSchema,
  /** why it enrolls nobody although it should; null: it does, or there is none */
  trigger_problem: z.enum(["segment_deleted", "segment_private", "tag_deleted", "switched_off"]).nullable(),
  /** held together with all others */
  paused_with_all: z.boolean(),
  exit_rules: z.object({ colleague_replied: z.boolean(), statuses: z.array(z.string()).optional() }),
  alongside: z.boolean(),
  campaign: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** the version that new people go through */
  live_version: z.number().int().nullable(),
  /** the version that is being written */
  draft_version: z.number().int().nullable(),
  step_count: z.number().int(),
  enrollments: countsSchema,
  created_by: person,
  version: z.number().int(),
  created_at: time,
  updated_at: time,
});
export type Sequence = z.infer<typeof sequenceSchema>;

export const sequenceVersionSchema = z.object({
  id: z.uuid(),
  number: z.number().int(),
  /** null: the draft */
  published_at: time.nullable(),
  published_by: person.nullable(),
  /** who goes through it now */
  running: z.number().int(),
  steps: z.array(sequenceStepSchema),
});
export type SequenceVersion = z.infer<typeof sequenceVersionSchema>;

/** A sequence with the steps that are shown: of the draft when there is one, else of the live version. */
export const sequenceWithStepsSchema = sequenceSchema.extend({
  steps: z.array(sequenceStepSchema),
  problems: z.array(planProblemSchema),
});
export type SequenceWithSteps = z.infer<typeof sequenceWithStepsSchema>;
