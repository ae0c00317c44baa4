import { jobsPool } from "@/db/client";
import { currentTime, minusDays } from "@/lib/core/time";

const keptDays = 7;

/** Stored answers to an Idempotency-Key are kept for 7 days (contracts.md); then the key may be used anew. */
export async function removeExpiredKeys(): Promise<void> {
  await jobsPool()`delete from idempotency_keys where created_at < ${minusDays(currentTime(), keptDays)}`;
}
