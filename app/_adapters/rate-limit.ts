import { AppError } from "@/lib/core/errors";

type Bucket = { tokens: number; at: number };

const perSecond = 600;
const burst = 2000;
const mostBuckets = 50_000;
const buckets = new Map<string, Bucket>();

/** Throws TOO_MANY_REQUESTS when this key or session asks more than 600 times a second, after a burst of 2,000. */
export function spendRequest(principal: string, at = performance.now()): void {
  if (process.env.TOUCHLINE_RATE_LIMIT === "off") return;
  const bucket = buckets.get(principal) ?? { tokens: burst, at };
  const tokens = Math.min(burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * perSecond);
  if (buckets.size >= mostBuckets) buckets.clear();
  buckets.set(principal, { tokens: Math.max(0, tokens - 1), at: Math.max(at, bucket.at) });
  if (tokens >= 1) return;
  throw new AppError("TOO_MANY_REQUESTS", "Too many requests at once. Wait a second, then go on more slowly.", {
    extra: { retry_after: 1 },
  });
}
