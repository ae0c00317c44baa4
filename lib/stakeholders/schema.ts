import { z } from "zod";
import { oneLine, seenOrNull } from "@/lib/core/schema";

export const INFLUENCES = ["decides", "advises", "blocks", "informs"] as const;

const seenLine = (name: string, longest: number) => oneLine(name, longest).nullish().transform(seenOrNull);

/** `POST /api/leads/{id}/stakeholders`: one further person of this pursuit. */
export const addStakeholderInputSchema = z
  .strictObject({
    first_name: seenLine("The first name", 200),
    last_name: seenLine("The last name", 200),
    title: seenLine("The title", 200),
    email: seenLine("The email address", 320),
    phone: seenLine("The phone number", 60),
    linkedin: seenLine("The LinkedIn profile", 500),
    role: seenLine("The role", 100),
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
