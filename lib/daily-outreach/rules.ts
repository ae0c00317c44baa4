import type { ItemReason } from "@/lib/outreach-items/schema";

/** What of the room of a day is kept for whom, the most urgent first. */
const shares: readonly [ItemReason, number][] = [
  ["reply", 1 / 2],
  ["follow_up", 1 / 4],
  ["score", 1 / 8],
  ["segment", 1 / 8],
];

const formal = /^(dear|to whom|sehr geehrte)\b|\b(sincerely|yours faithfully|respectfully|mit freundlichen grüßen)\b/im;
const friendly = /^(hi|hey|hallo|moin)\b|\b(cheers|take care|liebe grüße)\b/im;

/** How a text sounds by the words with which it begins and ends; null without one. */
export function toneOf(text: string | null): "formal" | "friendly" | "neutral" | null {
  if (!text?.trim()) return null;
  if (formal.test(text)) return "formal";
  return friendly.test(text) ? "friendly" : "neutral";
}

/** Those of a list, in its order, for whose emails there is room; null is room for any number. */
export function fitMail<T extends { channel: string }>(list: readonly T[], room: number | null): T[] {
  if (room === null) return [...list];
  let left = room;
  return list.filter((one) => one.channel !== "email" || left-- > 0);
}

/** Who fills the room of a day: each reason has its share, and what one does not need goes to the others, the most urgent first. */
export function shareRoom<T extends { reason: ItemReason }>(list: readonly T[], room: number): T[] {
  const queues = shares.map(([reason, share]) => {
    const all = list.filter((one) => one.reason === reason);
    return { all, taken: Math.min(all.length, Math.floor(room * share)) };
  });
  let left = room - queues.reduce((sum, { taken }) => sum + taken, 0);
  for (const queue of queues) {
    const more = Math.min(left, queue.all.length - queue.taken);
    queue.taken += more;
    left -= more;
  }
  return queues.flatMap(({ all, taken }) => all.slice(0, taken));
}
