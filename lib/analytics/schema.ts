import { z } from "zod";
import { daySchema, pageInputSchema } from "@/lib/core/schema";
import { currentTime, dayIn, minusDays } from "@/lib/core/time";
import { channelSchema } from "@/lib/guard/schema";

// Ten years, and the whole months at both ends that some pages make of them.
const LONGEST_DAYS = 3715;
const daysBetween = (from?: string, to?: string) => (from && to ? (Date.parse(to) - Date.parse(from)) / 86_400_000 : 0);

/** The days of a period in the organization's zone, both included, default the last 30; and the one filter that every figure has. */
export const periodFields = {
  from_date: daySchema.optional(),
  to_date: daySchema.optional(),
  campaign_id: z.uuid("This is not the id of a campaign.").optional(),
};
/** `compare=previous`: beside them as many days that end the day before. */
export const compared = { compare: z.enum(["previous"]).optional() };
type AskedDays = { from_date?: string; to_date?: string };

/** Refuses days that end before they begin, and more than ten years; without a last day they end today, wherever that is already tomorrow. */
export function checkPeriod({ from_date, to_date }: AskedDays, issues: z.RefinementCtx): void {
  const last = to_date ?? dayIn(minusDays(currentTime(), -1), "UTC");
  if (from_date && from_date > last) {
    const message = to_date ? "The period ends before it begins." : "The period would begin after today.";
    issues.addIssue({ code: "custom", message, path: [to_date ? "to_date" : "from_date"] });
  }
  if (daysBetween(from_date, last) > LONGEST_DAYS) {
    const message = "The period is longer than ten years. Ask for a shorter one.";
    issues.addIssue({ code: "custom", message, path: ["from_date"] });
  }
}

/** `GET /api/analytics/outreach` */
export const outreachAnalyticsInputSchema = z
  .strictObject({
    ...periodFields,
    ...compared,
    method: channelSchema.optional(),
    user_id: z.uuid().optional(),
    team_id: z.uuid().optional(),
    /** whether response times count every hour, or those alone in which the organization works */
    response_hours: z.enum(["clock", "working"]).optional(),
  })
  .superRefine(checkPeriod);
export type OutreachAnalyticsInput = z.output<typeof outreachAnalyticsInputSchema>;

const figures = {
  attempts: z.number().int(),
  conversations: z.number().int(),
  responded_conversations: z.number().int(),
  /** responded conversations / conversations; null without any */
  response_rate: z.number().nullable(),
  avg_response_time_hours: z.number().nullable(),
  median_response_time_hours: z.number().nullable(),
  p90_response_time_hours: z.number().nullable(),
};
export const outreachFiguresSchema = z.object(figures);
export type OutreachFigures = z.infer<typeof outreachFiguresSchema>;

/** Attempts made out of something, and how many of them were answered. */
const madeOf = z.object({
  id: z.uuid(),
  name: z.string(),
  attempts: z.number().int(),
  answered: z.number().int(),
  response_rate: z.number().nullable(),
});

export const previousOutreachSchema = z.object({
  from_date: z.string(),
  to_date: z.string(),
  total_attempts: z.number().int(),
  leads_reached: z.number().int(),
  conversations: z.number().int(),
  responded_conversations: z.number().int(),
  response_rate: z.number().nullable(),
  median_response_time_hours: z.number().nullable(),
  prevented: z.number().int(),
});

/** Where the rows behind each figure are (lib/analytics/link-rules). */
export const rowLinksSchema = z.record(z.string(), z.string());

export const outreachAnalyticsSchema = z.object({
  from_date: z.string(),
  to_date: z.string(),
  timezone: z.string(),
  response_hours: z.enum(["clock", "working"]),
  total_attempts: z.number().int(),
  by_method: z.record(z.string(), outreachFiguresSchema),
  conversations: z.number().int(),
  responded_conversations: z.number().int(),
  responded_attempts: z.number().int(),
  leads_reached: z.number().int(),
  response_rate: z.number().nullable(),
  response_rate_per_attempt: z.number().nullable(),
  avg_response_time_hours: z.number().nullable(),
  median_response_time_hours: z.number().nullable(),
  p90_response_time_hours: z.number().nullable(),
  by_rep: z.array(
    outreachFiguresSchema.extend({
      user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
      collisions: z.object({ prevented: z.number().int(), overridden: z.number().int(), escaped: z.number().int() }),
    }),
  ),
  by_day: z.array(z.object({ date: z.string(), attempts: z.number().int(), responses: z.number().int() })),
  by_template: z.array(madeOf),
  by_sequence: z.array(madeOf),
  by_hour: z.array(z.object({ hour: z.number().int(), attempts: z.number().int(), answered: z.number().int() })),
  by_weekday: z.array(z.object({ weekday: z.number().int(), attempts: z.number().int(), answered: z.number().int() })),
  by_direction: z.array(
    z.object({ channel: z.string(), direction: z.enum(["outbound", "inbound"]), touches: z.number().int() }),
  ),
  collisions: z.object({ prevented: z.number().int(), overridden: z.number().int(), escaped: z.number().int() }),
  previous: previousOutreachSchema.nullable(),
  rows: rowLinksSchema,
  definitions: z.record(z.string(), z.string()),
});
export type OutreachAnalytics = z.infer<typeof outreachAnalyticsSchema>;
type Said = "from_date" | "to_date" | "timezone" | "response_hours" | "previous" | "rows" | "definitions";
export type CountedOutreach = Omit<OutreachAnalytics, Said>;

/** Reps with fewer attempts are shown, greyed, and not ranked. */
export const MINIMUM_BASE = 10;

/** One row behind any figure: what it is about, in words and as a link. */
export const figureRowSchema = z.object({
  id: z.uuid(),
  lead: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  what: z.string(),
  user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  amount: z.object({ minor: z.number().int(), currency: z.string() }).nullable(),
  at: z.iso.datetime(),
});
export type FigureRow = z.infer<typeof figureRowSchema>;
/** A page of rows, and how many there are of all: the figure itself, however many. */
export type FigurePage<T> = { data: T[]; next_cursor: string | null; total: number };
const figurePageOf = <T extends z.ZodType>(row: T) =>
  z.object({ data: z.array(row), next_cursor: z.string().nullable(), total: z.number().int() });
export type FigureRows = FigurePage<FigureRow>;
export const figureRowsSchema = figurePageOf(figureRowSchema);

/** Which figure's rows: each list has exactly as many as its figure says. */
export const OUTREACH_FIGURES = [
  "attempts",
  "leads",
  "conversations",
  "responded",
  /** attempts that were answered: marked, joined, or followed by an inbound touch */
  "answered",
  /** attempts that were marked as answered, or joined to the message that answers them */
  "marked",
  /** people with an attempt that was marked so */
  "leads_marked",
  "responses",
  /** ours and theirs */
  "touches",
] as const;
export const outreachRowsInputSchema = outreachAnalyticsInputSchema.safeExtend({
  figure: z.enum(OUTREACH_FIGURES).default("attempts"),
  /** whose attempts, or conversations that they began, of all that are counted; `user_id` counts their attempts alone */
  rep_id: z.union([z.uuid(), z.literal("none")]).optional(),
  /** one day of the period, one hour of the day, one day of the week (1 is Monday) */
  day: daySchema.optional(),
  /** with `day`: the last of several days */
  until: daySchema.optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  weekday: z.coerce.number().int().min(1).max(7).optional(),
  template_id: z.uuid().optional(),
  sequence_id: z.uuid().optional(),
  direction: z.enum(["outbound", "inbound"]).optional(),
  ...pageInputSchema.shape,
});
export type OutreachRowsInput = z.output<typeof outreachRowsInputSchema>;

export const outreachRowSchema = z.object({
  id: z.uuid(),
  lead: z.object({ id: z.uuid(), name: z.string() }),
  method: z.string(),
  user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  subject: z.string().nullable(),
  occurred_at: z.iso.datetime(),
  /** attempts of the conversation, or to the lead; 1 for an attempt */
  attempts: z.number().int(),
  response_hours: z.number().nullable(),
});
export type OutreachRow = z.infer<typeof outreachRowSchema>;
export const outreachRowsSchema = figurePageOf(outreachRowSchema);
