import { z } from "zod";
import { emailSchema, nameSchema, roleSchema, tokenSchema, visibilitySchema } from "@/lib/accounts/schema";

export const inviteMemberSchema = z.strictObject({ email: emailSchema, role: roleSchema });

/** `password` is a new one (12 characters or more), or the present one of somebody who has an account already. */
export const acceptInvitationSchema = z.strictObject({
  token: tokenSchema,
  name: nameSchema.optional(),
  password: z.string().min(1, "Give a password.").max(200),
});

export const changeMemberSchema = z
  .strictObject({
    user_id: z.uuid(),
    role: roleSchema.optional(),
    active: z.boolean().optional(),
    /** whose leads a rep may see; managers and admins see all */
    visibility: visibilitySchema.optional(),
    /** by name, made when it is new; null: in no team */
    team: z.string().trim().min(1, "Give the team's name.").max(80).nullable().optional(),
  })
  .refine(
    ({ user_id: _, ...wanted }) => Object.values(wanted).some((value) => value !== undefined),
    "Give a role, a visibility, a team, or active.",
  );

export const changeProfileSchema = z.strictObject({ name: nameSchema });

/** Whether colleagues see that you look at a lead, and that it is you who writes to one. */
export const privacySchema = z.strictObject({ shows_looking: z.boolean(), shows_writing: z.boolean() });
export type Privacy = z.infer<typeof privacySchema>;

export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: roleSchema,
  invited_by: z.object({ id: z.uuid(), name: z.string() }),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** What the link shows before it is used. */
export const openInvitationSchema = z.object({
  id: z.uuid(),
  org_id: z.uuid(),
  org_slug: z.string(),
  org_name: z.string(),
  email: z.string(),
  role: roleSchema,
  has_account: z.boolean(),
});
export type OpenInvitation = z.infer<typeof openInvitationSchema>;
