import { z } from "zod";
import { checkPeriod, compared, periodFields, rowLinksSchema } from "@/lib/analytics/schema";
import { daySchema, pageInputSchema } from "@/lib/core/schema";
import { channelSchema } from "@/lib/guard/schema";

const narrowed = {
  method: channelSchema.optional(),
  user_id: z.union([z.uuid(), z.literal("none")]).optional(),
  team_id: z.uuid().optional(),
};
export const collisionReportInputSchema = z
  .strictObject({ ...periodFields, ...compared, ...narrowed })
  .superRefine(checkPeriod);
export type CollisionReportInput = z.output<typeof collisionReportInputSchema>;

const whole = z.number().int();
const kinds = { prevented: whole, overridden: whole, escaped: whole };
const days = { from_date: z.string(), to_date: z.string(), timezone: z.string() };

export const collisionReportSchema = z.object({
  ...days,
  ...kinds,
  total: whole,
  /** escaped / (prevented + overridden + escaped); null without any */
  escaped_rate: z.number().nullable(),
  overrides_reviewed: whole,
  overrides_open: whole,
  /** what was sent with a reason against a rule, each send once, by what it led to */
  overridden_sends: z.object({
    ...{ total: whole, answered: whole, opted_out: whole },
    ...{ silent: whole, not_arrived: whole, waiting: whole },
  }),
  by_code: z.array(z.object({ code: z.string(), ...kinds })),
  by_method: z.array(z.object({ method: z.string(), ...kinds })),
  by_rep: z.array(z.object({ user: z.object({ id: z.uuid(), name: z.string() }).nullable(), ...kinds })),
  by_day: z.array(z.object({ date: z.string(), ...kinds })),
  /** calendar months, as far as they lie in the period */
  by_month: z.array(z.object({ month: z.string(), from_date: z.string(), to_date: z.string(), ...kinds })),
  previous: z.object({ from_date: z.string(), to_date: z.string(), ...kinds }).nullable(),
  rows: rowLinksSchema,
  definitions: z.record(z.string(), z.string()),
});
export type CollisionReport = z.infer<typeof collisionReportSchema>;

export const complianceInputSchema = z.strictObject({ ...periodFields, ...compared }).superRefine(checkPeriod);
export type ComplianceInput = z.output<typeof complianceInputSchema>;

const share = z.number().nullable();
const rates = { contacted: whole, opted_out: whole, opt_out_rate: share, complained: whole, complaint_rate: share };
export const complianceReportSchema = z.object({
  ...days,
  entries_added: whole,
  entries_removed: whole,
  entries_standing: whole,
  opt_outs: whole,
  complaints: whole,
  by_origin: z.array(z.object({ origin: z.string(), added: whole })),
  by_week: z.array(z.object({ week: z.string(), added: whole, removed: whole, standing: whole })),
  ...rates,
  by_source: z.array(z.object({ source: z.object({ id: z.uuid(), name: z.string() }).nullable(), ...rates })),
  by_template: z.array(z.object({ id: z.uuid(), name: z.string(), ...rates })),
  ...kinds,
  previous: z
    .object({
      from_date: z.string(),
      to_date: z.string(),
      entries_added: whole,
      entries_removed: whole,
      entries_standing: whole,
      contacted: whole,
      opted_out: whole,
      opt_out_rate: z.number().nullable(),
      prevented: whole,
    })
    .nullable(),
  rows: rowLinksSchema,
  definitions: z.record(z.string(), z.string()),
});
export type ComplianceReport = z.infer<typeof complianceReportSchema>;

export const complianceRowsInputSchema = z
  .strictObject({
    ...periodFields,
    ...narrowed,
    figure: z
      .enum([
        "prevented",
        "overridden",
        "escaped",
        "collisions",
        /** overrides that somebody else has looked at, or not yet */
        "reviewed",
        "open",
        /** sends against a rule, all and by what they led to */
        "overrides",
        "override_answered",
        "override_opted_out",
        "override_silent",
        "override_not_arrived",
        "override_waiting",
        "added",
        "removed",
        "standing",
        /** entries added because the person said so */
        "opt_outs",
        "contacted",
        "opted_out",
        /** those contacted who complained about mail */
        "complained",
      ])
      .default("prevented"),
    code: z.string().max(40).optional(),
    origin: z.string().max(40).optional(),
    /** the first day of a week that lies in the period, at least in part */
    week: daySchema.optional(),
    source_id: z.union([z.uuid(), z.literal("none")]).optional(),
    /** those contacted with a touch made of it */
    template_id: z.uuid().optional(),
    ...pageInputSchema.shape,
  })
  .superRefine(checkPeriod);
export type ComplianceRowsInput = z.output<typeof complianceRowsInputSchema>;
