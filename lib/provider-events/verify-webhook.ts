import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "@/lib/core/context";
import { minusDays } from "@/lib/core/time";

export type Signed = { id: string | null; timestamp: string | null; signature: string | null };
export type Verdict = "ok" | "forged" | "stale";

/** How far a webhook's clock may be from ours (Standard Webhooks): an old one that somebody kept is of no use. */
export const TOLERANCE_SECONDS = 300;

/** Whether a webhook comes from who knows the secret, and now (Svix and Standard Webhooks: HMAC-SHA256 over id, time and body, any of several). */
export function verifyWebhook({ id, timestamp, signature }: Signed, body: string, secret: string, now: Date): Verdict {
  if (!id || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return "forged";
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.length < 16) return "forged";
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  const given = signature
    .split(" ")
    .flatMap((one) => (one.startsWith("v1,") ? [Buffer.from(one.slice(3), "base64")] : []));
  if (!given.some((one) => one.length === expected.length && timingSafeEqual(one, expected))) return "forged";
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS ? "stale" : "ok";
}

/** Whether a request comes from who knows the token (Twilio: HMAC-SHA1 over the address and the fields by name). It carries no time: that nothing is told twice is the table's to see to, and what is told too late is refused by the message it is about. */
export function verifyTwilio(
  signature: string | null,
  url: string,
  fields: Readonly<Record<string, string>>,
  token: string,
): Verdict {
  if (!signature || token.length < 4) return "forged";
  const text =
    url +
    Object.keys(fields)
      .sort()
      .map((name) => name + fields[name])
      .join("");
  const expected = createHmac("sha1", token).update(text).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? "ok" : "forged";
}

const latestDays = 7;
/** Whether a word on a text comes so long after it left that no network still had it (Twilio drops one after ten hours at most, carriers after three days): somebody kept it. */
export const isTooLate = (sentAt: Date | null, now: Date): boolean =>
  sentAt !== null && sentAt < minusDays(now, latestDays);

/** Nobody signs in: a provider tells, and its signature says who it is. */
export function contextOf(orgId: string, now: Date, requestId: string): Context {
  const actor = { userId: "", name: "The provider", role: "admin" as const, via: "api" as const, scopes: [] };
  return { orgId, timezone: "UTC", defaultRegion: "US", actor, now, requestId };
}
