/** A call that was begun from this tab and whose outcome nobody said yet. */
export type PendingCall = { contactId: string; beganAt: number };

const keyOf = (leadId: string) => `touchline.call.${leadId}`;

export function readPendingCall(leadId: string): PendingCall | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(leadId)) ?? "null");
    return isPending(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function keepPendingCall(leadId: string, call: PendingCall | null): void {
  try {
    if (call) sessionStorage.setItem(keyOf(leadId), JSON.stringify(call));
    else sessionStorage.removeItem(keyOf(leadId));
  } catch {
    return;
  }
}

const isPending = (kept: unknown): kept is PendingCall =>
  typeof kept === "object" &&
  kept !== null &&
  "contactId" in kept &&
  typeof kept.contactId === "string" &&
  "beganAt" in kept &&
  typeof kept.beganAt === "number";
