/** A touch as far as it may be told twice. `userId`: who of us wrote, of a message of ours. */
export type Said = {
  id: string;
  leadId: string;
  channel: string;
  direction: "outbound" | "inbound";
  at: Date;
  subject: string | null;
  userId: string | null;
  toNorm: string | null;
  /** the conversation it stands in: who logs a touch there has seen what stood there */
  threadId: string | null;
};
/** What of a row of the ledger says so. */
export const saidIn = ({ id, leadId, channel, direction, occurredAt: at, ...row }: Row): Said => ({
  ...{ id, leadId, channel, direction, at },
  ...{
    subject: row.subject ?? null,
    userId: row.userId ?? null,
    toNorm: row.toNorm ?? null,
    threadId: row.threadId ?? null,
  },
});
type Row = Pick<Said, "id" | "leadId" | "channel" | "direction"> &
  Partial<Pick<Said, "subject" | "userId" | "toNorm" | "threadId">> & { occurredAt: Date };
export type Pair = { toldId: string; messageId: string };

/** How long after a message people log it, and how much too early they say it was, in seconds. */
export const LATEST = 3 * 86_400;
export const EARLIEST = 3600;

/** Channels of which a message is read by itself. */
export const isRead = (channel: string): boolean => channel === "email" || channel === "sms";

/**
 * Which touch that somebody logged by hand is which message, each once and the nearest in time first: of one lead, channel and direction, of
 * one of us where we wrote, and not under two subjects.
 */
export function pairsOf(told: readonly Said[], messages: readonly Said[]): Pair[] {
  const near = told.flatMap((one) =>
    messages.flatMap((message) => {
      const gap = (one.at.getTime() - message.at.getTime()) / 1000;
      return gap >= -EARLIEST && gap <= LATEST && isSame(one, message) ? [{ one, message, gap: Math.abs(gap) }] : [];
    }),
  );
  const taken = new Set<string>();
  return near
    .toSorted((a, b) => a.gap - b.gap || a.one.id.localeCompare(b.one.id) || a.message.id.localeCompare(b.message.id))
    .flatMap(({ one, message }) => {
      if (taken.has(one.id) || taken.has(message.id)) return [];
      taken.add(one.id).add(message.id);
      return [{ toldId: one.id, messageId: message.id }];
    });
}

function isSame(one: Said, message: Said): boolean {
  if (one.leadId !== message.leadId || one.channel !== message.channel || one.direction !== message.direction)
    return false;
  const [subject, other] = [bare(one.subject), bare(message.subject)];
  if (subject && other && subject !== other) return false;
  if (one.direction === "inbound") return true;
  return one.userId === message.userId && (!one.toNorm || !message.toNorm || one.toNorm === message.toNorm);
}

const bare = (subject: string | null) =>
  subject
    ?.toLowerCase()
    .replace(/^((re|fwd?|aw|wg|sv|vs|antw|odp|res|enc|tr|rv)(\[\d+\])?\s*:\s*)+/, "")
    .replace(/\s+/g, " ")
    .trim() || null;
