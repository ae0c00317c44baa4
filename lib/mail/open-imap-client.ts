import { ImapFlow } from "imapflow";
import { AppError } from "@/lib/core/errors";
import { checkHost } from "./check-host";
import { capResponse, isLoopback, type TokenSource } from "./rules";

export type ImapServer = {
  host: string;
  port: number;
  security: "tls" | "starttls" | "none";
  username: string;
  password: string;
  /** instead of a password: the provider's token */
  token?: TokenSource;
  /** the folder that holds what was sent; left out: the one that the server marks as such */
  folder?: string;
  byUser: boolean;
};

export type ImapTimes = { connectMs: number; silenceMs: number; idleMs?: number };
const usual: ImapTimes = { connectMs: 15_000, silenceMs: 30_000 };

/**
 * Connects and signs in; throws what the server or the network said. A password leaves this machine encrypted or not at all. A token that the
 * server does not take is exchanged for another, once. Who calls it closes it.
 */
export async function openImapClient(server: ImapServer, times: ImapTimes = usual): Promise<ImapFlow> {
  if (server.security === "none" && !isLoopback(server.host))
    throw new AppError("INVALID", "A password must not travel unencrypted. Set TLS or STARTTLS for this server.");
  // The address that was looked at, so that the name is not resolved again in between.
  const [address = server.host] = server.byUser ? await checkHost(server.host) : [server.host];
  if (!server.token) return connected(server, address, times, { pass: server.password });
  const accessToken = await server.token();
  try {
    return await connected(server, address, times, { accessToken });
  } catch (error) {
    if (!wasRefused(error)) throw error;
    return connected(server, address, times, { accessToken: await server.token(accessToken) });
  }
}

/** Whether a server did not accept the name, password or token. */
export const wasRefused = (error: unknown): boolean =>
  error instanceof Error && "authenticationFailed" in error && Boolean(error.authenticationFailed);

const ofThePassword: readonly unknown[] = ["AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED"];
const ofTheMoment =
  /temporar|try (again|later)|(?<!not )unavailable|too many|limit|busy|overload|timed? ?out|internal|in use|maintenance/i;

/** What a server says when name, password or token is wrong for good, and not merely refused at the moment, by its code (RFC 5530) or else its words. */
export function refusalOf(error: unknown): string | null {
  if (!wasRefused(error) || !(error instanceof Error)) return null;
  const { serverResponseCode: code, responseStatus: answer, response } = error as Error & Record<string, unknown>;
  const words = typeof response === "string" ? response : "";
  const isWrong = code === undefined ? answer === "NO" && !ofTheMoment.test(words) : ofThePassword.includes(code);
  return isWrong ? capResponse(words || String(code ?? answer)) : null;
}

async function connected(
  { host, port, security, username }: ImapServer,
  address: string,
  { connectMs, silenceMs, idleMs }: ImapTimes,
  secret: { pass: string } | { accessToken: string },
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: address,
    servername: host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    auth: { user: username, ...secret },
    logger: false,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    ...(idleMs && { maxIdleTime: idleMs }),
  });
  // An error that nobody waits for must not end the worker.
  client.on("error", () => {});
  await client.connect();
  return client;
}
