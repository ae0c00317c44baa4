import { z } from "zod";

export const INFLUENCES = ["decides", "advises", "blocks", "informs"] as const;

const oneLine = (name: string, longest: number) =>
  z
    .string({ error: `${name} must be text.` })
    .trim()
    .max(longest, `${name} is longer than ${longest} characters. Shorten it.`)
    .refine((text) => !/\p{Cc}/u.test(text), `${name} holds a line break or control character. Remove it.`)
    .nullish()
    .transform((text) => text || null);

/** `POST /api/leads/{id}/stakeholders`: one further person of this pursuit. */
export const addStakeholderInputSchema = z
  .strictObject({
    first_name: oneLine("The first name", 200),
    last_name: oneLine("The last name", 200),
    title: oneLine("The title", 200),
    email: oneLine("The email address", 320),
    phone: oneLine("The phone number", 60),
    linkedin: oneLine("The LinkedIn profile", 500),
    role: oneLine("The role", 100),
    influence: z.enum(INFLUENCES).nullish(),
    is_primary: z.boolean().default(false),
  })
  .refine((one) => one.first_name || one.last_name || one.email || one.phone || one.linkedin, {
    message: "A stakeholder needs a name or an address. Fill in at least one.",
    path: ["first_name"],
  });
export const addStakeholderCommandSchema = addStakeholderInputSchema.safeExtend({ lead_id: z.uuid() });

export const stakeholderSchema = z.object({
  id: z.uuid(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  title: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  linkedin: z.string().nullable(),
  role: z.string().nullable(),
  influence: z.enum(INFLUENCES).nullable(),
  is_primary: z.boolean(),
  created_at: z.iso.datetime(),
});
export type Stakeholder = z.infer<typeof stakeholderSchema>;
