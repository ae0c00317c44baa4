import type { Outcome } from "./rules";

/** Of an answer so much is read, and no more kept in mind: who answers without end must not fill the worker's memory. */
const mostBytes = 20_000;

/** The beginning of what a provider answered. */
export async function readAnswer({ body }: Response): Promise<string> {
  if (!body) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    text += decoder.decode(piece.value.subarray(0, mostBytes - bytes), { stream: true });
    bytes += piece.value.byteLength;
    if (bytes >= mostBytes) break;
  }
  await reader.cancel().catch(() => {});
  return text;
}

/** A refusal that may be none later, when the provider says so; 429 is a word about our pace, 401 about our key. */
export function laterOf({ status, headers }: Response, said: string): Outcome {
  const after = Number(headers.get("retry-after") ?? headers.get("ratelimit-reset"));
  const whose = { pace: status === 429, ...(status === 401 && { signIn: "refused" as const }) };
  return { kind: "later", response: said, ...(after > 0 && { retryAfterSeconds: after }), ...whose };
}

const beforeAnything =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(NET|HOST)UNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_HAS_EXPIRED|.*SELF_SIGNED_CERT.*|UNABLE_TO_VERIFY_LEAF_SIGNATURE|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** What a request came to that has no answer: a provider that could not be reached at all has it not, anything else nobody knows. */
export function withoutAnswer(error: unknown): { kind: "later" | "unknown"; response: string } {
  if (!(error instanceof Error)) return { kind: "unknown", response: String(error) };
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return {
    kind: beforeAnything.test(code) ? "later" : "unknown",
    response: `${error.message} ${cause instanceof Error ? cause.message || code : ""}`.trim(),
  };
}

/** An answer that should be JSON; null when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
