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
