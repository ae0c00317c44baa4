import { dayNumber } from "@/components/ui/time-format";
import type { Touch } from "@/lib/communications/schema";
import type { RecordEntry } from "@/lib/feed/schema";
import type { Note } from "@/lib/notes/schema";

/** Touches of one day inside a block; `at` is any moment of that day. */
export type DayGroup = { day: number; at: string; touches: Touch[] };
/** What stands between the touches. */
export type TimelineEntry =
  | { kind: "note"; id: string; at: string; note: Note }
  | { kind: "record"; id: string; at: string; record: RecordEntry; text: string };
export type TimelineBlock =
  | { kind: "single"; key: string; touch: Touch }
  | { kind: "entry"; key: string; entry: TimelineEntry }
  | { kind: "thread"; key: string; subject: string; count: number; days: DayGroup[] };
export type TimelineDay = { day: number; at: string; blocks: TimelineBlock[] };

/**
 * Newest first: days, and in a day single touches or whole threads. A thread stands at the day of its newest touch
 * and keeps its older ones with it, so a conversation is read in one piece. Entries stand between them at their own time.
 */
export function groupTouches(
  touches: readonly Touch[],
  zone: string,
  entries: readonly TimelineEntry[] = [],
): TimelineDay[] {
  const days: TimelineDay[] = [];
  for (const { at, block } of [...touchBlocks(touches, zone), ...entries.map(entryBlock)].toSorted(laterFirst)) {
    const day = dayNumber(Date.parse(at), zone);
    const open = days.at(-1);
    if (open?.day === day) open.blocks.push(block);
    else days.push({ day, at, blocks: [block] });
  }
  return days;
}

type Placed = { at: string; id: string; block: TimelineBlock };

function touchBlocks(touches: readonly Touch[], zone: string): Placed[] {
  const newestFirst = touches.toSorted(newerFirst);
  const threads = byThread(newestFirst);
  const placed = new Set<string | null>();
  return newestFirst.flatMap((touch) => {
    const thread = threads.get(touch.thread_id) ?? [];
    if (thread.length > 1 && placed.has(touch.thread_id)) return [];
    placed.add(touch.thread_id);
    const block = thread.length > 1 ? threadBlock(touch, thread, zone) : singleBlock(touch);
    return [{ at: touch.occurred_at, id: touch.id, block }];
  });
}

const entryBlock = (entry: TimelineEntry): Placed => ({
  at: entry.at,
  id: entry.id,
  block: { kind: "entry", key: entry.id, entry },
});

const laterFirst = (a: Placed, b: Placed) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id);

/** Messages that wait stand above the timeline; one that will not go out stands where it ended, not at a day that never came. */
export function asHappened(touches: readonly Touch[]): Touch[] {
  return touches
    .filter((touch) => touch.status !== "queued")
    .map((touch) => {
      const { ended_at: end } = touch;
      return end && end < touch.occurred_at ? { ...touch, occurred_at: end } : touch;
    });
}

/** Their newest message of each conversation, where it is the last word. */
export function awaitingAnswer(touches: readonly Touch[]): Touch[] {
  const last = new Map<string, Touch>();
  for (const touch of asHappened(touches)
    .filter((one) => !one.ended_at)
    .toSorted(newerFirst)) {
    const conversation = touch.thread_id ?? touch.method;
    if (!last.has(conversation)) last.set(conversation, touch);
  }
  return [...last.values()].filter((touch) => touch.direction === "inbound");
}

export type TouchFilter = {
  channel: string | null;
  user: string | null;
  direction: string | null;
  words: string;
  /** left out: touches and notes */
  show?: string | null;
};

/** What stands between the touches that are shown: no channel and no direction is theirs. */
export function filterEntries(entries: readonly TimelineEntry[], filter: TouchFilter): TimelineEntry[] {
  if (filter.show === "touches" || filter.channel || filter.direction) return [];
  const words = wordsOf(filter);
  return entries.filter((entry) => {
    const { userId, text } = saidIn(entry);
    if (filter.user && userId !== filter.user) return false;
    return words.every((word) => text.toLowerCase().includes(word));
  });
}

const saidIn = (entry: TimelineEntry) =>
  entry.kind === "note"
    ? { userId: entry.note.author.id, text: `${entry.note.body} ${entry.note.author.name}` }
    : { userId: entry.record.actor?.id ?? null, text: `${entry.text} ${entry.record.reason ?? ""}` };

const wordsOf = ({ words }: TouchFilter) => words.toLowerCase().split(/\s+/).filter(Boolean);

export function filterTouches(touches: readonly Touch[], filter: TouchFilter): Touch[] {
  const words = wordsOf(filter);
  return touches.filter((touch) => {
    if (filter.channel && touch.method !== filter.channel) return false;
    if (filter.user && touch.user?.id !== filter.user) return false;
    if (filter.direction && touch.direction !== filter.direction) return false;
    const text = `${touch.subject ?? ""} ${touch.thread_subject ?? ""} ${touch.body_preview ?? ""} ${touch.user?.name ?? ""}`;
    return words.every((word) => text.toLowerCase().includes(word));
  });
}

function threadBlock(newest: Touch, thread: Touch[], zone: string): TimelineBlock {
  const days: DayGroup[] = [];
  for (const touch of thread) {
    const day = dayNumber(Date.parse(touch.occurred_at), zone);
    const open = days.at(-1);
    if (open?.day === day) open.touches.push(touch);
    else days.push({ day, at: touch.occurred_at, touches: [touch] });
  }
  const subject = newest.thread_subject ?? newest.subject ?? "Conversation";
  return { kind: "thread", key: `thread-${newest.thread_id}`, subject, count: thread.length, days };
}

function singleBlock(touch: Touch): TimelineBlock {
  return { kind: "single", key: touch.id, touch };
}

function newerFirst(a: Touch, b: Touch): number {
  return b.occurred_at.localeCompare(a.occurred_at) || b.id.localeCompare(a.id);
}

function byThread(touches: readonly Touch[]): Map<string | null, Touch[]> {
  const threads = new Map<string | null, Touch[]>();
  for (const touch of touches) {
    if (touch.thread_id) threads.set(touch.thread_id, [...(threads.get(touch.thread_id) ?? []), touch]);
  }
  return threads;
}
