import { z } from "zod";

export const ATTACHMENT_BYTES = 10 * 1024 * 1024;
export const MOST_ATTACHMENTS = 10;
/** of all files of one message together: what most mail servers take */
export const MESSAGE_BYTES = 20 * 1024 * 1024;

export const attachmentQuerySchema = z.strictObject({
  name: z.string().max(1000).optional(),
  /** the media type, where it is not that of the request */
  type: z.string().max(200).optional(),
});

export const addAttachmentInputSchema = z.strictObject({
  name: z.string(),
  media_type: z.string(),
  size: z.number().int(),
  hash: z.string(),
});

export const attachmentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  media_type: z.string(),
  size: z.number().int(),
});
export type Attachment = z.infer<typeof attachmentSchema>;
export const attachmentIdsSchema = z
  .array(z.uuid())
  .max(MOST_ATTACHMENTS, `A message carries at most ${MOST_ATTACHMENTS} files.`);

/** A file of a message as people see it; `kept` false: it came, and lies in the mailbox alone. */
export const messageFileSchema = attachmentSchema.extend({ kept: z.boolean() });
export type MessageFile = z.infer<typeof messageFileSchema>;
