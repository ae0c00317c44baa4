import { type AddressFault, addressFault } from "./refusal-rules";

/** A message as it goes out: composed once, its name made before. */
export type Letter = {
  /** of the row it is; the name of its file where it is captured */
  id: string;
  messageId: string;
  /** bare addresses for the envelope */
  from: string;
  to: string;
  /** RFC 5322, with CRLF */
  raw: Buffer;
  /** the same in parts, for a provider that composes by itself */
  mail?: LetterParts;
};

type Named = { name: string | null; address: string };
export type LetterParts = {
  from: Named;
  to: Named;
  subject: string | null;
  text: string;
  html: string | null;
  /** with its name and what it answers */
  headers: Record<string, string>;
  attachments?: readonly { filename: string; contentType: string; content: Uint8Array }[];
};

export type Outcome =
  /** the server has it, by its own word */
  | { kind: "sent"; response: string; providerMessageId?: string }
  /** the server does not have it, and may take it later; `pace`, `signIn`: it says that of how fast we send or of who we are, and nothing of the message */
  | { kind: "later"; response: string; retryAfterSeconds?: number; pace?: boolean; signIn?: "refused" }
  /** the server does not have it and will never take it; `address`: because of whom it is to; `stopped`: they told its provider to stop */
  | { kind: "rejected"; response: string; address?: AddressFault; stopped?: boolean }
  /** nobody here can say whether the server has it */
  | { kind: "unknown"; response: string }
  /** nothing has left, because the right to send it was gone */
  | { kind: "stopped"; response: string };

/** Asked when everything is ready and before the first byte of the text leaves; false: nothing may leave. */
export type Begin = () => Promise<boolean>;

/** One way out, used for one message at a time. Never throws for what a server does. */
export type Line = {
  send: (letter: Letter, begin: Begin) => Promise<Outcome>;
  close: () => void;
};

/** Where what was sent can be looked up. */
export type Journal = {
  /** whether everything that was sent is in there: only then does a message that is not have gone nowhere */
  complete: boolean;
  /** how long after the last sign of life of its sender a message may still arrive in it */
  settleSeconds: number;
  has: (letter: { id: string; messageId: string; sentAfter: Date }) => Promise<boolean>;
};

/** What an SMTP client knows of a failure. */
export type SmtpFailure = {
  responseCode?: number;
  response?: string;
  command?: string;
  code?: string;
  message: string;
};

const ofTheMessage: readonly string[] = ["MAIL FROM", "RCPT TO", "DATA"];

const ofPace =
  /(rate|sending|hourly|daily|quota|message) ?limit|limit (is )?exceeded|throttl|too many (messages|connections|emails|recipients)|too (fast|quickly)/i;

/**
 * What a failure means for the message (reliability.md, Sending, 3). A reply code to a command of the message decides; without one it
 * depends on whether the text had begun to leave. A server that refuses us (sign-in, greeting) refuses no message.
 */
export function outcomeOfFailure(failure: SmtpFailure, begun: boolean): Outcome {
  const response = capResponse(failure.response || failure.message);
  if (refusesSignIn(failure, response)) return { kind: "later", response, signIn: "refused" };
  const decides = ofTheMessage.includes(failure.command ?? "");
  const code = failure.responseCode ?? 0;
  if (decides && code >= 500 && code < 600) {
    const address = addressFault({ command: failure.command ?? "", code, response });
    return { kind: "rejected", response, ...(address && { address }) };
  }
  if (decides && code >= 400 && code < 500) return { kind: "later", response, pace: ofPace.test(response) };
  if (begun) return { kind: "unknown", response };
  // Found out by ourselves, before anything was asked: too large for this server, or no address at all.
  if (failure.code === "EMESSAGE" || failure.code === "EENVELOPE") return { kind: "rejected", response };
  return { kind: "later", response };
}

/**
 * Whether a server does not accept who we are (RFC 4954, 6): it refuses the sign-in itself, or wants one before it hears of a message. The next
 * message would fare no better. Too many of them at once says nothing of the password.
 */
function refusesSignIn({ responseCode: code = 0, command = "" }: SmtpFailure, response: string): boolean {
  if (code < 500 || code > 599 || ofPace.test(response)) return false;
  if (command.startsWith("AUTH")) return true;
  return command === "MAIL FROM" && (notSignedIn.includes(code) || /\b5\.7\.8\b/.test(response));
}
const notSignedIn: readonly number[] = [530, 534, 535];

export const RESPONSE_BYTES = 8192;
const secretWords =
  /\b((?:authorization|password|passwd|pass|token|secret|api[_-]?key)["']?\s*[:=]\s*["']?(?:bearer\s+|basic\s+)?|(?:bearer|basic)\s+)[^\s"',;]{4,}/gi;
const longTokens = /\b(?:re_|sk_|whsec_|AC|SK|ya29\.|eyJ)[A-Za-z0-9._-]{12,}/g;

/** What a server answered, as it may be kept: without passwords and tokens, without control characters, 8 KB at most. */
export function capResponse(text: string, secrets: readonly string[] = []): string {
  let kept = text;
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    for (const form of [secret, btoa(unescape(encodeURIComponent(secret))), encodeURIComponent(secret)])
      kept = kept.replaceAll(form, "[removed]");
  }
  kept = kept.replace(secretWords, "$1[removed]").replace(longTokens, "[removed]");
  kept = kept.replace(/[^\P{Cc}\n\t]/gu, " ");
  const bytes = new TextEncoder().encode(kept);
  if (bytes.length <= RESPONSE_BYTES) return kept;
  return new TextDecoder().decode(bytes.subarray(0, RESPONSE_BYTES)).replace(/\uFFFD+$/, "");
}

/** Whether a text can stand in a header or an address: no line break that would begin a header of its own, no NUL. */
export const isHeaderSafe = (text: string): boolean => !/[\r\n\0]/.test(text);

/** Whether a server of this name is this very machine, so that nothing said to it travels anywhere. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host.trim());

/** Gives the token that opens a mailbox; `refused`: one that the server did not take, so that another is fetched. */
export type TokenSource = (refused?: string) => Promise<string>;
