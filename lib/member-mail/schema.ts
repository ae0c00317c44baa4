import { z } from "zod";

/** A file that goes with a mail to a member. */
export const memberFileSchema = z.object({ name: z.string(), media_type: z.string(), content: z.string() });
export type MemberFile = z.infer<typeof memberFileSchema>;

/** Something the organization's own member is told by mail. */
export type MemberMail = {
  user_id: string;
  /** what it is about and of when: the same key never goes to the same member twice */
  key: string;
  subject: string;
  text: string;
  files?: readonly MemberFile[];
};

export type TakenMail = {
  id: string;
  tries: number;
  to: { name: string; address: string };
  organization: string;
  subject: string;
  text: string;
  files: MemberFile[];
};

export const takeMemberMailsInputSchema = z.strictObject({ limit: z.number().int().min(1).max(100).default(10) });

export const recordMemberMailInputSchema = z.strictObject({
  id: z.uuid(),
  tries: z.number().int(),
  outcome: z.enum(["sent", "later", "rejected", "unknown", "stopped"]),
  response: z.string(),
  retry_after_seconds: z.number().optional(),
});
export type RecordMemberMailInput = z.output<typeof recordMemberMailInputSchema>;
