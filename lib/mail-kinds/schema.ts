import { z } from "zod";

export const MAIL_KINDS = ["human", "auto_reply", "out_of_office", "bounce", "complaint", "list", "other"] as const;
export const mailKindSchema = z.enum(MAIL_KINDS);
export type MailKind = z.infer<typeof mailKindSchema>;

/** What kind of mail it is, and by which words or header. */
export type KindVerdict = {
  kind: MailKind;
  /** the address that a bounce or complaint is about, when the message names it */
  recipient: string | null;
  /** a bounce: whether the address itself is wrong, not the moment, the size or the words */
  hard: boolean | null;
  /** out of office: the day they are back or the last day away, as they say it */
  returnDate: string | null;
  /** a complaint or bounce: the Message-ID of the message it is about, when it came back along */
  aboutMessageId: string | null;
  evidence: string;
};
