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

/** A message counted once however often it is seen; of what is no person's, only what says something of our messages is kept. */
export const isKept = (mail: ReceivedMail): boolean => mail.kind !== "other" && mail.kind !== "list";
