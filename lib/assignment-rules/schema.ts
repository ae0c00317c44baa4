import { z } from "zod";

const hour = /^([01]\d|2[0-3]):[0-5]\d$/;
const text = (name: string, longest: number) =>
  z
    .string({ error: `${name} must be text.` })
    .trim()
    .min(1, `${name} is empty.`)
    .max(longest, `${name} is longer than ${longest} characters. Shorten it.`);

/** When a rule gives leads out, by the organization's clock; at other hours the next rule is asked. */
export const hoursSchema = z
  .strictObject({
    from: z.string().regex(hour, "Write the hour as 08:00."),
    until: z
      .string()
      .refine(
        (given) => hour.test(given) || given === "24:00",
        "Write the hour as 17:00; 24:00 is the end of the day.",
      ),
    weekdays: z.array(z.number().int().min(1).max(7)).min(1, "Choose at least one day.").max(7),
  })
  .refine(({ from, until }) => from < until, { path: ["until"], message: "This must be later than the beginning." });
export type Hours = z.output<typeof hoursSchema>;

const memberInput = z.strictObject({
  user_id: z.uuid("This is not a user's id."),
  /** so many leads a day and no more; null: no limit */
  daily_cap: z
    .number()
    .int()
    .min(1, "The limit is 1 or more; leave it empty for none.")
    .max(10_000)
    .nullable()
    .default(null),
});

const ruleFields = {
  name: text("The name", 100),
  active: z.boolean().default(true),
  /** leads from these sources alone; none named: from all */
  sources: z.array(text("A source", 200)).max(50, "A rule can name 50 sources. Make another rule.").default([]),
  /** leads that arrive in these statuses alone; none named: in all */
  statuses: z.array(z.string().max(50)).max(20).default([]),
  hours: hoursSchema.nullable().default(null),
  members: z
    .array(memberInput)
    .min(1, "A rule needs somebody to give leads to.")
    .max(200, "A rule can have 200 members.")
    .refine((list) => new Set(list.map((one) => one.user_id)).size === list.length, "Somebody is named twice."),
};

export const createRuleInputSchema = z.strictObject(ruleFields);
export const saveRuleCommandSchema = z.strictObject({
  ...ruleFields,
  /** given: change this one */
  rule_id: z.uuid().optional(),
  if_version: z.number().int().optional(),
});
export type SaveRuleInput = z.output<typeof saveRuleCommandSchema>;
export const archiveRuleCommandSchema = z.strictObject({ rule_id: z.uuid() });

export const assignmentRuleSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  strategy: z.literal("round_robin"),
  active: z.boolean(),
  sources: z.array(z.string()),
  statuses: z.array(z.string()),
  hours: hoursSchema.nullable(),
  members: z.array(
    z.object({
      user: z.object({ id: z.uuid(), name: z.string() }),
      active: z.boolean(),
      daily_cap: z.number().int().nullable(),
      /** leads that came by this rule up to now */
      assigned: z.number().int(),
    }),
  ),
  version: z.number().int(),
});
export type AssignmentRule = z.infer<typeof assignmentRuleSchema>;
