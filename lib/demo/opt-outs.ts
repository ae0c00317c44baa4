import type { AddDncEntryInput } from "@/lib/dnc/schema";
import type { Who } from "./sign-ins";

export type OptOut = Pick<AddDncEntryInput, "kind" | "source" | "reason"> & {
  by: Who;
  /** working days before today */
  ago: number;
  channel?: string;
  evidence?: string;
  /** days from today */
  expires?: number;
};
type Rest = Pick<OptOut, "channel" | "evidence" | "expires">;

const optOut = (
  [kind, source]: [OptOut["kind"], OptOut["source"]],
  reason: string,
  by: Who,
  ago: number,
  rest: Rest = {},
): OptOut => ({ kind, source, reason, by, ago, ...rest });

const byMail: Rest = { channel: "email" };

/** Values on the do-not-contact list, whoever is behind them. */
export const values: readonly (readonly [value: string, optOut: OptOut])[] = [
  [
    "brackenfield.example",
    optOut(["domain", "manual"], "Customer of our partner until their contract ends", "admin", 2, { expires: 75 }),
  ],
  [
    "kestrelhealth.example",
    optOut(["domain", "manual"], "Legal review of the tender", "admin", 25, { ...byMail, expires: 60 }),
  ],
  ["oldmill.example", optOut(["domain", "manual"], "Belongs to a competitor since the merger", "admin", 37)],
  [
    "harrowgate.example",
    optOut(["domain", "manual"], "Former customer, asked for a pause", "manager", 45, { expires: 150 }),
  ],
  ["gov.example", optOut(["domain", "manual"], "Public sector buys by tender only", "admin", 19)],
  [
    "owen.gallagher@shannoncreameries.example",
    optOut(["email", "complaint"], "Three messages in one week", "rep2", 1, {
      evidence: "“Third message in five days. Please stop, all of you.”",
    }),
  ],
  [
    "liam@prescottmarine.example",
    optOut(["email", "complaint"], "Legal notice", "admin", 16, { evidence: "Letter of their counsel, 14 pages" }),
  ],
  ["p.hurst@ashdown.example", optOut(["email", "complaint"], "Marked our mail as spam", "admin", 23, byMail)],
  ["maria.k@tessel.example", optOut(["email", "unsubscribe"], "Unsubscribed by link", "admin", 14, byMail)],
  ["s.ferreira@ponteverde.example", optOut(["email", "unsubscribe"], "Unsubscribed by link", "admin", 34, byMail)],
  ["t.vance@carpathia.example", optOut(["email", "manual"], "Asked to stop, on the phone", "rep3", 40)],
  ["jobs@halden.example", optOut(["email", "manual"], "Role address, nobody reads it", "rep4", 17, byMail)],
  ["accounts@umbra.example", optOut(["email", "manual"], "Role address, invoices only", "rep1", 29, byMail)],
  ["hello@sorrel.example", optOut(["email", "bounce"], "Bounced twice", "admin", 38, byMail)],
  [
    "+1 617 555 0142",
    optOut(["phone", "keyword"], "She asked us to stop texting", "rep2", 78, { channel: "sms", evidence: "STOP" }),
  ],
  [
    "+44 20 7946 0018",
    optOut(["phone", "manual"], "On the preference list", "admin", 13, { channel: "call", expires: 180 }),
  ],
  ["+49 30 23125 017", optOut(["phone", "manual"], "Asked to stop, switchboard", "rep2", 31)],
  [
    "+33 1 99 00 12 22",
    optOut(["phone", "keyword"], "Answered STOP", "rep4", 43, { channel: "sms", evidence: "STOP svp" }),
  ],
];

/** Leads who opt out themselves: the address of that kind, or the person with all of theirs. */
export const leaving: readonly OptOut[] = [
  optOut(["person", "manual"], "Asked to stop: “I told your colleague already”", "rep3", 10),
  optOut(["email", "unsubscribe"], "Unsubscribed by link", "admin", 3, byMail),
  optOut(["phone", "manual"], "Private number, found by mistake", "rep2", 15),
  optOut(["email", "complaint"], "Complained to our postmaster", "admin", 6),
  optOut(["email", "unsubscribe"], "Unsubscribed by link", "admin", 11, byMail),
  optOut(["person", "manual"], "Asked to stop, in person at the fair", "rep4", 12),
  optOut(["phone", "keyword"], "Answered STOP", "rep3", 9, { channel: "sms", evidence: "stop" }),
  optOut(["email", "manual"], "Wants no more mail, calls are fine", "rep1", 20, byMail),
  optOut(["linkedin", "manual"], "Asked not to be written to there", "rep4", 27),
  optOut(["email", "unsubscribe"], "Unsubscribed by link", "admin", 33, byMail),
];

/** Working days since nobody at this domain may be contacted. */
export const closedSince = (domain: string): number | undefined => values.find(([value]) => value === domain)?.[1].ago;
