import type { MailAddress, MailHead, MailTouch, MailVerdict, SkipReason } from "@/lib/inbound/schema";
import { linkedIds, threadKeys } from "@/lib/inbound/thread-rules";

/** What is known of the whole mailbox before any single message is judged. */
type Mailbox = {
  members: ReadonlySet<string>;
  lists: ReadonlySet<string>;
  addresses: ReadonlySet<string>;
  byId: ReadonlyMap<string, MailHead>;
  threads: ReadonlyMap<string, string>;
};

type Exchange = { direction: MailTouch["direction"]; member: string; persons: MailAddress[] };

/**
 * Judges every message of a mailbox (contracts.md, "Mailbox import"): the touches it makes, or why it makes none.
 * `null` stands for a message that could not be read; `members` are normalised addresses. One verdict per message,
 * in order, and the same verdicts whatever the order.
 */
export function classifyMailbox(messages: (MailHead | null)[], members: ReadonlySet<string>): MailVerdict[] {
  const places = new Map(messages.map((head, at) => [head?.messageId, at] as const).reverse());
  const isFirst = (head: MailHead, at: number) => places.get(head.messageId) === at;
  const heads = messages.filter((head, at): head is MailHead => head !== null && isFirst(head, at));
  const mailbox = survey(heads, members);
  const verdicts = messages.map((head, at) => {
    if (head === null) return skipped("unreadable");
    return isFirst(head, at) ? judge(mailbox, head) : skipped("duplicate");
  });
  const touches = verdicts.flatMap((verdict) => (verdict.kind === "stored" ? verdict.touches : []));
  linkAnswers(mailbox, touches);
  return verdicts;
}

function survey(heads: MailHead[], members: ReadonlySet<string>): Mailbox {
  const senders = new Set(heads.map((head) => head.from.norm));
  const addresses = new Set(heads.flatMap((head) => [head.from, ...head.to, ...head.cc]).map((one) => one.norm));
  const distributed = heads.filter((head) => head.isListMail).flatMap((head) => [...head.to, ...head.cc]);
  const silent = distributed.map((one) => one.norm).filter((norm) => !senders.has(norm));
  const lists = new Set([...heads.flatMap((head) => head.listPost), ...silent]);
  const byId = new Map(heads.map((head) => [head.messageId, head]));
  return { members, lists, addresses, byId, threads: threadKeys(heads) };
}

function judge(mailbox: Mailbox, head: MailHead): MailVerdict {
  if (head.automatic !== null) return skipped("automatic");
  const byMember = mailbox.members.has(head.from.norm);
  const exchange = byMember ? sent(mailbox, head) : arrived(mailbox, head);
  if (exchange === null) return skipped(byMember ? "internal" : "not_ours");
  if (head.date === null) return skipped("no_date");
  const { direction, member, persons } = exchange;
  const threadKey = mailbox.threads.get(head.messageId) ?? head.messageId;
  const shared = { messageId: head.messageId, direction, member, at: head.date, threadKey, answersMessageId: null };
  return { kind: "stored", touches: persons.map((person) => ({ ...shared, person })) };
}

function skipped(reason: SkipReason): MailVerdict {
  return { kind: "skipped", reason };
}

/** Member → each person in To and Cc, and the author whose message it answers through a list. */
function sent(mailbox: Mailbox, head: MailHead): Exchange | null {
  const answered = head.isListMail ? answeredHead(mailbox, head) : null;
  const author = answered === null || answered.automatic !== null ? [] : [answered.from];
  const persons = new Map<string, MailAddress>();
  for (const one of [...head.to, ...head.cc, ...author]) {
    const known = persons.get(one.norm);
    if (isPerson(mailbox, one) && (known === undefined || known.name === "")) persons.set(one.norm, one);
  }
  if (persons.size === 0) return null;
  return { direction: "outbound", member: head.from.norm, persons: [...persons.values()] };
}

/** Person → a member in To or Cc, or the member whose message it answers through a list. */
function arrived(mailbox: Mailbox, head: MailHead): Exchange | null {
  if (!isPerson(mailbox, head.from)) return null;
  const addressed = [...head.to, ...head.cc].map((one) => one.norm).filter((norm) => mailbox.members.has(norm));
  const author = answeredHead(mailbox, head)?.from.norm;
  const answersMember = author !== undefined && mailbox.members.has(author);
  const reached = answersMember && (head.isListMail || addressed.includes(author)) ? [author, ...addressed] : addressed;
  const member = reached[0];
  return member === undefined ? null : { direction: "inbound", member, persons: [head.from] };
}

/** The message of this mailbox that it answers: nearest by In-Reply-To, then References. */
function answeredHead(mailbox: Mailbox, head: MailHead): MailHead | null {
  const nearest = linkedIds(head, mailbox.addresses).find((id) => mailbox.byId.has(id));
  return nearest === undefined ? null : (mailbox.byId.get(nearest) ?? null);
}

function isPerson(mailbox: Mailbox, { norm }: MailAddress): boolean {
  return !mailbox.members.has(norm) && !mailbox.lists.has(norm);
}

/** Joins each touch to the nearest ancestor that went the other way between us and the same person, and to no other. */
function linkAnswers(mailbox: Mailbox, touches: MailTouch[]): void {
  const key = (id: string, direction: MailTouch["direction"], norm: string) => `${direction} ${norm} ${id}`;
  const known = new Set(touches.map((touch) => key(touch.messageId, touch.direction, touch.person.norm)));
  for (const touch of touches) {
    const head = mailbox.byId.get(touch.messageId);
    const other = touch.direction === "inbound" ? "outbound" : "inbound";
    const ancestors = head === undefined ? [] : linkedIds(head, mailbox.addresses);
    touch.answersMessageId = ancestors.find((id) => known.has(key(id, other, touch.person.norm))) ?? null;
  }
}
