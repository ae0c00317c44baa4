import type { Direction } from "@/lib/communications/schema";
import type { Channel, RefusalCode } from "@/lib/guard/schema";
import type { LeadStatus } from "@/lib/leads/schema";
import type { Who } from "./sign-ins";

type Told<Kind extends string> = { kind: Kind; at: Date; by: Who };

/** A touch that somebody logs or plans. */
export type TouchStep = Told<"touch"> & {
  method: Channel;
  direction: Direction;
  subject?: string;
  body: string;
  /** asked for before it happens: passes the gate. Otherwise told some minutes after it happened */
  planned: boolean;
  /** they answered in the same moment, as on the phone */
  answered?: boolean;
  /** why it goes ahead in spite of a warning */
  reason?: string;
  /** the gate is expected to say no with this code; the attempt stays as a prevented collision */
  refused?: RefusalCode;
};
/** A message as the mailbox brings it. */
export type MailStep = Told<"mail"> & {
  id: string;
  thread: string;
  direction: Direction;
  /** the message of the other side that it answers */
  answers: string | null;
  /** the message before it in its thread */
  after: string | null;
  subject: string;
  text: string;
};
export type StatusStep = Told<"status"> & { to: LeadStatus; reason?: string };
export type OwnerStep = Told<"owner"> & { owner: Who | null };
/** Somebody marks that a touch was answered at `answeredAt`. */
export type MarkStep = Told<"mark"> & { of: TouchStep; answeredAt: Date };

export type Step = TouchStep | MailStep | StatusStep | OwnerStep | MarkStep;
