import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { toneOf } from "@/lib/daily-outreach/rules";
import type { Day, DayItem } from "@/lib/daily-outreach/schema";
import { type Channel, channelSchema } from "@/lib/guard/schema";
import type { ItemReason } from "@/lib/outreach-items/schema";

export const GROUPS: { reason: ItemReason; label: string }[] = [
  { reason: "reply", label: "Replies" },
  { reason: "sequence", label: "Sequences" },
  { reason: "suggestion", label: "Taken on" },
  { reason: "follow_up", label: "Follow-ups" },
  { reason: "score", label: "Promising" },
  { reason: "segment", label: "First contact" },
];

/** Why something is left out today, under the keys 1 to 4. */
export const SKIP_REASONS = ["Not the right time", "Not the right person", "Already in contact", "Nothing to say"];

const written: readonly Channel[] = ["email", "linkedin", "sms", "whatsapp"];

export const channelOfItem = (item: DayItem): Channel | null => channelSchema.safeParse(item.channel).data ?? null;

/** What is sent from here; LinkedIn and calls are done elsewhere and ticked off. */
export const isSent = (item: DayItem) => item.channel === "email" || item.channel === "sms";
export const isWritten = (item: DayItem) => written.some((one) => one === item.channel);

export function doneWords(item: DayItem): string {
  if (item.status === "skipped") return `Skipped: ${item.skip_reason ?? ""}`;
  if (item.status === "sent") return "Sent";
  const channel = channelOfItem(item);
  return channel ? `${CHANNEL_NAMES[channel]} done` : "Done";
}

/** The verb of the button that finishes an item. */
export const finishWord = (item: DayItem) => (isSent(item) ? "Send, next" : "Done, next");

/** The open item that takes the place of one that went: the next below, else the one above. */
export function nextAfter(before: readonly DayItem[], after: readonly DayItem[], id: string): string | null {
  const place = before.findIndex((one) => one.id === id);
  const open = after.filter((one) => one.status === "open");
  const below = before.slice(place + 1).find((one) => open.some((other) => other.id === one.id));
  return below?.id ?? open.at(-1)?.id ?? null;
}

/** What filling a day came to: a limit that leaves no more emails for today says so. */
export const filledWords = ({ emails_left }: Pick<Day, "emails_left">): string =>
  emails_left === 0 ? "The day is filled. It holds as many emails as may still leave today." : "The day is filled";

/** To whom a text goes, and how it sounds as it stands. */
export function toWords(address: string, text: string): string {
  const tone = toneOf(text);
  return tone ? `To ${address}, in a ${tone} tone` : `To ${address}`;
}

/** What somebody noted of what they did: the words of a sequence that asked for it are not theirs, unless they changed them. */
export const notesOf = ({ reason, body }: Pick<DayItem, "reason" | "body">, text: string): { notes?: string } =>
  text.trim() && (reason !== "sequence" || text !== (body ?? "")) ? { notes: text } : {};
