import type { ClaimedDraft } from "@/lib/drafts/schema";
import type { Channel } from "@/lib/guard/schema";

/** A server that does not answer holds up nobody who asks next. */
const PATIENCE = 10_000;

/** One after another: the claim of the channel that was left must not arrive behind the one that was moved to. */
let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(request: () => Promise<T>): Promise<T> {
  const mine = last.then(request);
  last = mine.catch(() => null);
  return mine;
}

/** Claims, renews, or takes over; null when it could not be asked: then the guard alone protects. */
export function askClaim(leadId: string, method: Channel, takeOver = false): Promise<ClaimedDraft | null> {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ method, take_over: takeOver });
  const ask = async () => {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`/api/leads/${leadId}/draft`, { method: "POST", headers, body, signal });
    return answer.ok ? claimedIn(await answer.json()) : null;
  };
  return inTurn(ask).catch(() => null);
}

/** Nothing is written any more; at once when the page goes away, for then nothing waits for its turn. */
export function askRelease(leadId: string, leaving: boolean): void {
  const ask = () => fetch(`/api/leads/${leadId}/draft`, { method: "DELETE", keepalive: true });
  (leaving ? ask() : inTurn(ask)).catch(() => null);
}

// Our own route answers this shape: app/api/contract.db.test.ts holds it against its schema.
const claimedIn = (answer: unknown) => answer as ClaimedDraft;
