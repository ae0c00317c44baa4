import { z } from "zod";

const name = z
  .string({ error: "The name must be text." })
  .trim()
  .min(1, "Give the campaign a name.")
  .max(100, "The name is longer than 100 characters. Shorten it.")
  .refine((text) => !/\p{Cc}/u.test(text), "The name holds a line break or control character. Remove it.");
const goal = z
  .string()
  .trim()
  .max(1000, "The goal is longer than 1,000 characters. Shorten it.")
  .refine((text) => !text.includes("\u0000"), "The goal holds a NUL character. Remove it.")
  .nullable()
  .transform((text) => text || null);
const source = z.uuid("This is not the id of a source.").nullable();
const account = z.uuid("This is not the id of a budget account.").nullable();

export const createCampaignInputSchema = z.strictObject({
  name,
  goal: goal.default(null),
  /** where its leads come from */
  source_id: source.default(null),
  /** what pays for it */
  account_id: account.default(null),
});

export const updateCampaignInputSchema = z.strictObject({
  campaign_id: z.uuid(),
  name: name.optional(),
  goal: goal.optional(),
  source_id: source.optional(),
  account_id: account.optional(),
  /** put away: nothing new is counted to it, what was stays */
  archived: z.boolean().optional(),
  if_version: z.number().int().optional(),
});

const named = z.object({ id: z.uuid(), name: z.string() }).nullable();

export const campaignSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    goal: z.string().nullable(),
    source: named,
    /** null also for whoever may not see budgets */
    account: named,
    archived: z.boolean(),
    sequences: z.number().int(),
    /** attempts that left, the leads in sight that they reached, and those among them who answered one */
    attempts: z.number().int(),
    leads: z.number().int(),
    answered: z.number().int(),
    /** of those leads: how many are clients now */
    won: z.number().int(),
    version: z.number().int(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "Campaign" });
export type Campaign = z.infer<typeof campaignSchema>;
