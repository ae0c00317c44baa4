import { plusSeconds } from "@/lib/core/time";
import type { RecordMemberMailInput } from "./schema";

/** Who took a mail and says nothing for so long is gone; whether it left, nobody knows, so it is not sent again. */
export const TAKEN_SECONDS = 300;

const retrySeconds = [60, 300, 1800, 7200];

export type Ended = { state: "sent" | "failed" | "unknown" } | { state: "waiting"; next_at: Date };

/** What becomes of a mail after a try: what may have arrived is never tried again. */
export function endOf({ outcome, tries, retry_after_seconds = 0 }: RecordMemberMailInput, now: Date): Ended {
  if (outcome === "sent" || outcome === "unknown") return { state: outcome };
  const usual = retrySeconds[tries - 1];
  if (outcome === "rejected" || usual === undefined) return { state: "failed" };
  return { state: "waiting", next_at: plusSeconds(now, Math.max(usual, Math.min(retry_after_seconds, 86_400))) };
}

/** The address that mail to members comes from: no person's, at the name under which the product is reached. */
export function senderOf(publicAddress: string): string {
  const { hostname } = new URL(publicAddress);
  return `touchline@${hostname.includes(".") ? hostname : "touchline.localhost"}`;
}
