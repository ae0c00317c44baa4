import type { MailHead } from "@/lib/inbound/schema";

/**
 * The thread of every message: whatever is joined by In-Reply-To and References is one thread, in any order of arrival
 * and also when the message between two others is missing. The key is the least message id of the thread.
 */
export function threadKeys(heads: MailHead[]): Map<string, string> {
  const addresses = new Set(heads.flatMap((head) => [head.from, ...head.to, ...head.cc]).map((one) => one.norm));
  const parents = new Map<string, string>();
  for (const head of heads) {
    for (const id of linkedIds(head, addresses)) join(parents, head.messageId, id);
  }
  return new Map(heads.map((head) => [head.messageId, rootOf(parents, head.messageId)]));
}

/** The messages that this one names as its ancestors, nearest first, without itself and without plain addresses. */
export function linkedIds(head: MailHead, addresses: ReadonlySet<string>): string[] {
  const named = new Set([...head.inReplyTo, ...head.references.toReversed()]);
  // "Message from Ada <ada@x.org> of Tuesday" names a person in brackets too.
  return [...named].filter((id) => id !== head.messageId && !addresses.has(id.toLowerCase()));
}

function join(parents: Map<string, string>, one: string, other: string): void {
  const [first = one, second = other] = [rootOf(parents, one), rootOf(parents, other)].sort();
  if (first !== second) parents.set(second, first);
}

function rootOf(parents: Map<string, string>, id: string): string {
  let root = id;
  for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
  for (let at = id; at !== root; ) {
    const next = parents.get(at) ?? root;
    parents.set(at, root);
    at = next;
  }
  return root;
}
