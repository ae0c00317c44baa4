import { z } from "zod";
import { mailKindSchema } from "@/lib/mail-kinds/schema";

const addressSchema = z.strictObject({ email: z.string(), norm: z.string(), name: z.string() });

/** One message as it was read, before anything is known of whose it is. */
export const receivedMailSchema = z.strictObject({
  message_id: z.string().min(1).max(1000),
  in_reply_to: z.array(z.string()),
  /** oldest first */
  references: z.array(z.string()),
  from: addressSchema,
  to: z.array(addressSchema),
  cc: z.array(addressSchema),
  /** only the copy in a Sent folder names them */
  bcc: z.array(addressSchema),
  at: z.date(),
  list_post: z.array(z.string()),
  /** it came through a mailing list or another distributor */
  is_list: z.boolean().default(false),
  subject: z.string(),
  text: z.string(),
  /** cleaned */
  html: z.string().nullable(),
  kind: mailKindSchema,
  evidence: z.string(),
  recipient: z.string().nullable(),
  hard: z.boolean().nullable(),
  return_date: z.iso.date().nullable(),
  about_message_id: z.string().nullable(),
  /** what came along, its bytes where they are to be kept */
  files: z
    .array(
      z.strictObject({
        name: z.string(),
        media_type: z.string(),
        size: z.number().int(),
        bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
      }),
    )
    .max(25)
    .optional(),
});
export type ReceivedMail = z.output<typeof receivedMailSchema>;

/** Where it lay: in whose mailbox, and whether among what was sent from there. */
export const placeSchema = z.strictObject({
  mailbox_id: z.uuid().nullish(),
  user_id: z.uuid().nullish(),
  sent: z.boolean().default(false),
});
export type MailPlace = z.output<typeof placeSchema>;
