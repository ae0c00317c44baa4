/** A subject without the marks of answering and passing on. */
export const bareSubject = (subject: string | null | undefined): string | null =>
  subject?.replace(/^((re|fwd?|aw|wg|sv|vs|antw|odp|res|enc|tr|rv)(\[\d+\])?\s*:\s*)+/i, "").trim() || null;

/** The Message-IDs that a stored message names, nearest first: what it answers, and the chain above that. */
export function namedIds(inReplyTo: string | null, references: string | null): string[] {
  const chain = (references ?? "").split(/\s+/).filter(Boolean).toReversed();
  return [...new Set([...(inReplyTo ? [inReplyTo] : []), ...chain])];
}

export type ThreadTouch = {
  id: string;
  messageId: string | null;
  direction: "inbound" | "outbound";
  isPersons: boolean;
  named: string[];
  at: Date;
};

/** Which message of theirs answers each of ours: the first of those that have it as their nearest message of ours. By the id of ours. */
export function answersIn(touches: ThreadTouch[]): Map<string, ThreadTouch> {
  const ours = new Map(touches.filter((one) => one.direction === "outbound").map((one) => [one.messageId, one.id]));
  const answers = new Map<string, ThreadTouch>();
  const theirs = touches.filter((one) => one.direction === "inbound" && one.isPersons);
  for (const one of theirs.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.messageId ?? a.id).localeCompare(b.messageId ?? b.id),
  )) {
    const nearest = one.named.find((id) => ours.has(id));
    const answered = nearest === undefined ? undefined : ours.get(nearest);
    if (answered !== undefined && !answers.has(answered)) answers.set(answered, one);
  }
  return answers;
}

export type Placed = { leadId: string; channel: string; messageId: string; named: string[]; subject: string | null };
export type Joined = { threadId: string | null; others: string[]; loose: string[] };

/** The ids that place a message: its own and those it names, two hundred at most. */
export const idsOf = ({ messageId, named }: Placed): string[] => [...new Set([messageId, ...named])].slice(0, 200);

type Kin = { lead_id: string; message_id: string; thread_id: string | null; communication_id: string | null };

/** Which conversation each message is of (null: a new one), which others become one with it, and which touches come in that were in none. */
export function joinedThreads(placed: readonly Placed[], kin: readonly Kin[]): Joined[] {
  const joined = new Map<string, string>();
  const now = (thread: string) => joined.get(thread) ?? thread;
  return placed.map((one) => {
    const ids = new Set(idsOf(one));
    const own = kin.filter((row) => row.lead_id === one.leadId && ids.has(row.message_id));
    // The one that was there first, so that a link to it goes on leading there.
    const threads = [...new Set(own.flatMap((row) => (row.thread_id ? now(row.thread_id) : [])))].toSorted();
    const [threadId = null, ...others] = threads;
    const loose = own.flatMap((row) => (row.thread_id === null && row.communication_id ? [row.communication_id] : []));
    for (const [from, to] of joined) if (others.includes(to) && threadId) joined.set(from, threadId);
    for (const other of others) if (threadId) joined.set(other, threadId);
    return { threadId, others, loose };
  });
}
