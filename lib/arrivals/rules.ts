import type { ReceivedMail } from "./schema";

/** Words alone, whatever breaks the lines. */
export const squeezed = (text: string) => text.replace(/\s+/g, " ").trim();

/** Whether two texts under one Message-ID are one message: a list adds its footer, a gateway its banner. */
export function isSameMessage(one: string, other: string): boolean {
  const [short = "", long = ""] = [squeezed(one), squeezed(other)].toSorted((a, b) => a.length - b.length);
  return short === long || (short.length >= 20 && long.includes(short));
}

/** A message of a list that a person wrote to us as well: it is theirs, not the list's. */
export function isPersonal(mail: ReceivedMail, ours: ReadonlySet<string>): boolean {
  if (mail.kind === "human") return true;
  if (mail.kind !== "list" || mail.list_post.length === 0) return false;
  const reached = [...mail.to, ...mail.cc].map((one) => one.norm);
  return reached.some((norm) => ours.has(norm)) && reached.some((norm) => mail.list_post.includes(norm));
}

/** A post to a list that names none of us: it may be what a post of ours answers. */
export const isTalk = (mail: ReceivedMail, ours: ReadonlySet<string>): boolean =>
  mail.kind === "list" && mail.list_post.length > 0 && ![...mail.to, ...mail.cc].some((one) => ours.has(one.norm));

/** A message counted once however often it is seen; of what is no person's, only what says something of our messages is kept. */
export const isKept = (mail: ReceivedMail): boolean => mail.kind !== "other" && mail.kind !== "list";

/** The Message-ID that it answers: the nearest that it names. */
export const nearestOf = (mail: Pick<ReceivedMail, "in_reply_to" | "references">): string | undefined =>
  mail.in_reply_to[0] ?? mail.references.at(-1);

/** Ids and addresses of others by which what one message means can hang on another. */
function keysOf(mail: ReceivedMail, ours: ReadonlySet<string>): string[] {
  const ids = [mail.message_id, ...mail.in_reply_to, ...mail.references, mail.about_message_id ?? mail.message_id];
  const norms = [mail.from, ...mail.to, ...mail.cc, ...mail.bcc]
    .map((one) => one.norm)
    .filter((norm) => norm && !ours.has(norm) && !mail.list_post.includes(norm));
  const said = mail.recipient === null ? [] : [mail.recipient.toLowerCase()];
  return [...ids.map((id) => `<${id}>`), ...norms, ...said];
}

/**
 * Messages in rounds: those of one round have nothing to do with one another and may be stored together; of two that have, the earlier
 * comes in an earlier round.
 */
export function roundsOf(mails: readonly ReceivedMail[], ours: ReadonlySet<string>): ReceivedMail[][] {
  const rounds: ReceivedMail[][] = [];
  const last = new Map<string, number>();
  for (const mail of mails.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const keys = keysOf(mail, ours);
    const round = Math.max(0, ...keys.map((key) => (last.get(key) ?? -1) + 1));
    for (const key of keys) last.set(key, round);
    rounds[round] = [...(rounds[round] ?? []), mail];
  }
  return rounds;
}
