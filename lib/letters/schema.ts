import type { StoredFile } from "@/lib/attachments/queries";

/** A message that this worker, and nobody else, may send now. */
export type Claimed = {
  id: string;
  number: number;
  transport: "captured" | "smtp" | "resend" | "twilio";
  mailbox: { id: string; version: number } | null;
  /** the one with which the operator's server is tried that refused us */
  tries?: boolean;
  message_id: string;
  from: { name: string | null; address: string };
  to: { name: string | null; address: string };
  subject: string | null;
  text: string;
  html: string | null;
  in_reply_to: string | null;
  references: string[];
  source: string;
  organization: string;
  postal_address: string | null;
  /** whether the organization looks at opens and clicks */
  tracking: boolean;
  files: StoredFile[];
};
