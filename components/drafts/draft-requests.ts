import type { ClaimedDraft } from "@/lib/drafts/schema";
import type { Channel } from "@/lib/guard/schema";

/** Claims, renews, or takes over; null when it could not be asked: then the guard alone protects. */
export async function askClaim(leadId: string, method: Channel, takeOver = false): Promise<ClaimedDraft | null> {
  try {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ method, take_over: takeOver });
    const answer = await fetch(`/api/leads/${leadId}/draft`, { method: "POST", headers, body });
    return answer.ok ? claimedIn(await answer.json()) : null;
  } catch {
    return null;
  }
}

/** Also while the page goes away. */
export function askRelease(leadId: string): void {
  fetch(`/api/leads/${leadId}/draft`, { method: "DELETE", keepalive: true }).catch(() => {});
}

// Our own route answers this shape: app/api/contract.db.test.ts holds it against its schema.
const claimedIn = (answer: unknown) => answer as ClaimedDraft;
