import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";

/** A claim that ran out stops nobody; it only lies there until the next one takes its place, or until this. */
export async function removeExpiredClaims(): Promise<void> {
  await jobsPool()`delete from outreach_claims where expires_at < ${currentTime()}`;
}
