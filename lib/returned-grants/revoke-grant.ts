import type { OauthProvider } from "@/lib/oauth-connections/rules";
import type { GivenBack } from "./schema";

const longestMs = 8000;

/** Asks a provider to forget what it gave (RFC 7009). One that is slow, away or answers nonsense has "failed"; nothing of it is ever thrown. */
export async function revokeGrant(
  { revokeUrl, clientId, clientSecret }: OauthProvider,
  refreshToken: string,
  timeMs = longestMs,
): Promise<GivenBack> {
  if (revokeUrl === null) return "not_offered";
  const fields = {
    token: refreshToken,
    token_type_hint: "refresh_token",
    client_id: clientId,
    ...(clientSecret && { client_secret: clientSecret }),
  };
  try {
    const response = await fetch(revokeUrl, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams(fields),
      // A secret goes to this address and no other.
      redirect: "error",
      signal: AbortSignal.timeout(timeMs),
    });
    await response.body?.cancel();
    // A token that is known no more answers 200 as well (RFC 7009, 2.2).
    return response.status === 200 ? "revoked" : "failed";
  } catch {
    return "failed";
  }
}
