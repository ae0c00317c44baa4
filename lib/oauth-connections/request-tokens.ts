import { type OauthProvider, readTokenAnswer, type TokenAnswer } from "./rules";

const longestMs = 10_000;
const mostBytes = 65_536;

/** Asks the token endpoint of a provider. A server that is slow, away, or answers nonsense is "later"; nothing of it is ever thrown. */
export async function requestTokens(
  provider: OauthProvider,
  asked: Record<string, string>,
  timeMs = longestMs,
): Promise<TokenAnswer> {
  const { clientId, clientSecret } = provider;
  const fields = { ...asked, client_id: clientId, ...(clientSecret && { client_secret: clientSecret }) };
  try {
    const response = await fetch(provider.tokenUrl, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams(fields),
      // A secret goes to this address and no other.
      redirect: "error",
      signal: AbortSignal.timeout(timeMs),
    });
    return readTokenAnswer(response.status, await textOf(response));
  } catch {
    return { kind: "later" };
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) throw new Error("more than any answer");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
