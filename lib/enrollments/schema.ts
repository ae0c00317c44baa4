import { z } from "zod";
import type { enrollmentEventKinds } from "@/db/schema/enrollment-event-kinds";
import { type PageInput, pageInputSchema } from "@/lib/core/schema";

export const ENROLLMENT_STATUSES = ["active", "paused", "parked", "finished", "stopped", "failed"] as const;
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number];
/** Of these a lead has one at a time. */
export const RUNNING: readonly EnrollmentStatus[] = ["active", "paused", "parked"];

/** Named below, with the table; a name that is missing or too many here does not compile. */
export type EnrollmentEventKind = (typeof enrollmentEventKinds)[number];
const EVENT_KINDS = {
  enrolled: "enrolled",
  sent: "sent",
  asked: "asked",
  done: "done",
  skipped: "skipped",
  waited: "waited",
  deferred: "deferred",
  branched: "branched",
  parked: "parked",
  paused: "paused",
  resumed: "resumed",
  moved: "moved",
  stopped: "stopped",
  finished: "finished",
  failed: "failed",
} as const satisfies { [Kind in EnrollmentEventKind]: Kind };

export const enrollmentIdInputSchema = z.strictObject({ enrollment_id: z.uuid() });
export const pauseEnrollmentInputSchema = enrollmentIdInputSchema.extend({
  /** when it goes on by itself; left out: when somebody resumes it */
  until: z.iso.datetime({ offset: true }).nullish(),
});

const person = z.object({ id: z.uuid(), name: z.string() });
const time = z.iso.datetime();

export const enrollmentSchema = z.object({
  id: z.uuid(),
  lead: person,
  sequence: person,
  /** the number of the version it goes through */
  version: z.number().int(),
  status: z.enum(ENROLLMENT_STATUSES),
  /** the step that comes next */
  step: z.object({ position: z.number().int(), kind: z.string() }).nullable(),
  /** what a rep is asked for; until it is done nothing comes next */
  awaits: z.enum(["call", "linkedin", "task"]).nullable(),
  stop_reason: z.string().nullable(),
  /** the last decision in words */
  last_reason: z.string().nullable(),
  next_run_at: time.nullable(),
  /** of a parked one: when it goes on */
  resume_at: time.nullable(),
  sender: person,
  enrolled_by: person,
  created_at: time,
  ended_at: time.nullable(),
  /** why it does not move although it should, and what to do; null when it moves */
  stuck: z.object({ cause: z.string(), repair: z.string() }).nullable(),
});
export type Enrollment = z.infer<typeof enrollmentSchema>;

export const enrollmentEventSchema = z.object({
  id: z.uuid(),
  at: time,
  kind: z.enum(EVENT_KINDS),
  step: z.object({ position: z.number().int(), kind: z.string() }).nullable(),
  communication_id: z.uuid().nullable(),
  reason: z.string(),
  next_at: time.nullable(),
  actor: person.nullable(),
});
export type EnrollmentEvent = z.infer<typeof enrollmentEventSchema>;
export const enrollmentWithEventsSchema = enrollmentSchema.extend({ events: z.array(enrollmentEventSchema) });
export type EnrollmentWithEvents = z.infer<typeof enrollmentWithEventsSchema>;

export const OUTCOMES = ["sent", "replied", "converted", "opted_out", "finished"] as const;
/** Of a step: it left or was done, it was answered, they became clients, it came back, it was the last before they opted out. */
export const STEP_OUTCOMES = ["sent", "replied", "converted", "bounced", "opted_out"] as const;
export const listEnrollmentsInputSchema = pageInputSchema.extend({
  sequence_id: z.uuid().optional(),
  lead_id: z.uuid().optional(),
  status: z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(z.enum(ENROLLMENT_STATUSES)))
    .optional(),
  version_id: z.uuid().optional(),
  /** those of whom a figure of the results says so: of the sequence, of one of its steps or templates, and how their replies were read */
  outcome: z.enum(OUTCOMES).optional(),
  step_id: z.uuid().optional(),
  /** every step that has this template, in place of one */
  template_id: z.uuid().optional(),
  step_outcome: z.enum(STEP_OUTCOMES).default("sent"),
  reply_class: z.string().max(40).optional(),
});
export type EnrollmentsAsked = Omit<z.output<typeof listEnrollmentsInputSchema>, "limit" | "cursor">;
/** Without a step, what became of it asks nothing. */
export type ListEnrollmentsInput = PageInput & Omit<EnrollmentsAsked, "step_outcome"> & Partial<EnrollmentsAsked>;
export const enrollmentPageSchema = z.object({ data: z.array(enrollmentSchema), next_cursor: z.string().nullable() });
export type EnrollmentPage = z.infer<typeof enrollmentPageSchema>;
