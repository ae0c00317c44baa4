/** Everything of an event that the chain protects, as the database's own text (lib/events/chain-queries). */
export type ChainText = {
  org_id: string;
  id: string;
  kind: string;
  at: string;
  lead_id: string | null;
  subjects: string;
  actor_id: string | null;
  actor_name: string | null;
  via: string;
  ip: string | null;
  user_agent: string | null;
  request_id: string | null;
  payload_hash: string;
  created_at: string;
  updated_at: string;
  xid: string;
};

/** SHA-256 over the parts, as hex; handed in because these rules know no platform. */
export type Digest = (...parts: (Uint8Array | string)[]) => string;

export type Head = { position: number; hash: string };
export type Sealed = { org_id: string; id: string; position: number; prev_hash: string; hash: string };

/** The link before the first. */
export const genesis: Head = { position: 0, hash: "0".repeat(64) };

/** One event at one position as one text: a JSON array, so that no two different events read the same. */
export function canonicalText(event: ChainText, position: number): string {
  return JSON.stringify([
    "touchline-event-1",
    event.org_id,
    event.id,
    position,
    event.kind,
    event.at,
    event.lead_id,
    event.subjects,
    event.actor_id,
    event.actor_name,
    event.via,
    event.ip,
    event.user_agent,
    event.request_id,
    event.payload_hash,
    event.created_at,
    event.updated_at,
    event.xid,
  ]);
}

/** hash = sha256(previous hash ‖ canonical text). */
export const linkHash = (prevHash: string, event: ChainText, position: number, digest: Digest): string =>
  digest(hexBytes(prevHash), canonicalText(event, position));

/** Continues each organization's chain with its events in the given order: positions without a gap, each hash over the one before. */
export function sealInOrder(
  events: readonly ChainText[],
  heads: ReadonlyMap<string, Head>,
  digest: Digest,
): { sealed: Sealed[]; heads: Map<string, Head> } {
  const ends = new Map<string, Head>();
  const sealed = events.map((event) => {
    const end = ends.get(event.org_id) ?? heads.get(event.org_id) ?? genesis;
    const position = end.position + 1;
    const hash = linkHash(end.hash, event, position, digest);
    ends.set(event.org_id, { position, hash });
    return { org_id: event.org_id, id: event.id, position, prev_hash: end.hash, hash };
  });
  return { sealed, heads: ends };
}

/** What was done to a chain: to an event's text, its payload, its place or its presence. */
export type Damage = "edit" | "payload" | "deletion" | "insertion" | "reordering" | "cut_tail";

/** The first link that does not fit, and what lies around it. */
export type Break = {
  position: number;
  prevHash: string | null;
  /** its hash is right over its own previous hash, at its own position */
  holdsAlone: boolean;
  /** its hash is right over the link that really is before it */
  holdsHere: boolean;
  /** another event, or the head, follows from its hash */
  isFollowed: boolean;
  /** an event elsewhere claims to follow the link before */
  rivalExists: boolean;
};

/** Names what was done where a chain breaks behind the link `before`, and at which position. */
export function nameDamage(before: Head, head: Head, found: Break): { position: number; kind: Damage } {
  const position = before.position + 1;
  if (found.position > position) return { position, kind: "deletion" };
  if (found.position > head.position) return { position, kind: "insertion" };
  if (found.rivalExists) return { position, kind: found.isFollowed ? "reordering" : "insertion" };
  if (found.prevHash === before.hash || found.holdsHere) return { position, kind: "edit" };
  // Whole in itself, over another hash than the one before it: the event before was rewritten.
  if (found.holdsAlone) return { position: Math.max(before.position, 1), kind: "edit" };
  return { position, kind: found.isFollowed ? "deletion" : "edit" };
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}
