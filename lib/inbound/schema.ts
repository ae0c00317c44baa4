import { z } from "zod";

/** Why a message of a mailbox leaves no touch in the ledger. */
export const skipReason = z.enum(["internal", "not_ours", "automatic", "duplicate", "no_date", "unreadable"]);
export type SkipReason = z.infer<typeof skipReason>;

/** One address of a header: as written, its normal form, and the display name or an empty text. */
export type MailAddress = { email: string; norm: string; name: string };

/** What deciding about a message needs: its headers, never its body, so that a whole mailbox fits into memory. */
export type MailHead = {
  messageId: string;
  /** Nearest first. */
  inReplyTo: string[];
  /** Oldest first, as in the header. */
  references: string[];
  from: MailAddress;
  to: MailAddress[];
  cc: MailAddress[];
  /** When it was sent, as far as a plausible header says. */
  date: Date | null;
  /** Normalised addresses that List-Post names. */
  listPost: string[];
  isListMail: boolean;
  /** The header that says a machine wrote it, or null. */
  automatic: string | null;
};

/** `bcc`: only the copy that its sender keeps names them. */
export type ParsedMessage = MailHead & { bcc: MailAddress[]; subject: string; text: string };

/** One touch of one person by one member; an inbound message makes one, an outbound one per person. */
export type MailTouch = {
  messageId: string;
  direction: "outbound" | "inbound";
  /** The member's normalised address. */
  member: string;
  person: MailAddress;
  at: Date;
  threadKey: string;
  /** The message of the other direction, with the same person, that this one answers. */
  answersMessageId: string | null;
};

export type MailVerdict = { kind: "skipped"; reason: SkipReason } | { kind: "stored"; touches: MailTouch[] };
