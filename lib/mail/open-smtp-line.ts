import { Readable } from "node:stream";
import SMTPConnection, { type SMTPConnectionCustomAuthHandler } from "smtp-mailer/lib/smtp-connection";
import { connectChecked } from "./check-host";
import {
  type Begin,
  capResponse,
  isLoopback,
  type Letter,
  type Line,
  type Outcome,
  outcomeOfFailure,
  type SmtpFailure,
  type TokenSource,
} from "./rules";

export type SmtpServer = {
  host: string;
  port: number;
  security: "tls" | "starttls" | "none";
  username?: string | null;
  password?: string | null;
  /** instead of a password: the provider's token (XOAUTH2) */
  token?: TokenSource;
  /** named by a user and not by the operator: its addresses are looked at before each connection */
  byUser: boolean;
};

/** How long each step may take (RFC 5321, 4.5.3.2). */
export type SmtpTimes = {
  connectMs: number;
  greetingMs: number;
  /** until it has let us in, and again until it asks for the text */
  silenceMs: number;
  /** for the text and the answer to it, which takes longest: who stops waiting does not know whether it arrived. Whoever holds the message says meanwhile that it lives */
  answerMs?: number;
  /** signing in, and again each message: a server that says a word a minute would hold its lane for good */
  wholeMs?: number;
};
const usual: SmtpTimes = { connectMs: 15_000, greetingMs: 20_000, silenceMs: 300_000, answerMs: 600_000 };
/** A connection is used for so many messages, as servers like it. */
const messagesPerConnection = 50;

/**
 * A way out through an SMTP server, kept open from message to message. `begin` is asked when the server has said "go on" (354): until it
 * agrees nothing of the text leaves, and a refusal cuts the connection, upon which no server delivers.
 */
export function openSmtpLine(server: SmtpServer, times: SmtpTimes = usual): Line {
  let open: { connection: SMTPConnection; used: number; takesUtf8: boolean } | undefined;
  const close = () => {
    open?.connection.close();
    open = undefined;
  };
  const send = async (letter: Letter, begin: Begin): Promise<Outcome> => {
    const phase = { begun: false, stopped: false };
    try {
      if (open && (open.connection.destroyed || open.used >= messagesPerConnection)) close();
      open ??= { ...(await greet(server, times)), used: 0 };
      open.used += 1;
      requireCarried(letter, open.takesUtf8);
      const asked = new AbortController();
      const handed = hand(open.connection, letter, begin, phase, () => asked.abort()).finally(() => asked.abort());
      const info = await inTime(Promise.race([handed, unlessBefore(asked.signal, times.silenceMs)]), times);
      return { kind: "sent", response: clean(info.response), providerMessageId: undefined };
    } catch (error) {
      close();
      if (phase.stopped) return { kind: "stopped", response: "" };
      return outcomeOfFailure(cleanFailure(error), phase.begun);
    }
  };
  const secrets = [server.password, server.username].filter((one): one is string => Boolean(one));
  const clean = (text: string) => capResponse(text, secrets);
  const cleanFailure = (error: unknown): SmtpFailure => {
    const failure = asFailure(error);
    return { ...failure, message: clean(failure.message), response: failure.response && clean(failure.response) };
  };
  return { send, close };
}

/** Connects and signs in; throws what the server or the network said. A password leaves this machine encrypted or not at all. */
export const connectTo = async (server: SmtpServer, times: SmtpTimes = usual): Promise<SMTPConnection> =>
  (await greet(server, times)).connection;

async function greet(server: SmtpServer, times: SmtpTimes) {
  if (server.security === "none" && (server.password || server.token) && !isLoopback(server.host))
    throw Object.assign(new Error(UNENCRYPTED), { code: "ECONFIG" });
  // Why there is no token says more than what the server said without one.
  let withheld: unknown;
  const { token: given } = server;
  const token: TokenSource | undefined =
    given &&
    ((refused) =>
      given(refused).catch((error) => {
        withheld = error;
        // Not itself: what is thrown here is written upon.
        throw new Error("There is no token");
      }));
  const socket = server.byUser ? await connectChecked(server.host, server.port, times.connectMs) : undefined;
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === "tls",
    requireTLS: server.security === "starttls",
    ignoreTLS: server.security === "none",
    servername: server.host,
    ...(token && { customAuth: { [BY_TOKEN]: signInBy(token) } }),
    ...(socket && { connection: socket }),
    connectionTimeout: times.connectMs,
    greetingTimeout: times.greetingMs,
    socketTimeout: times.answerMs ?? times.silenceMs,
  });
  const failed = new Promise<never>((_, reject) => {
    // Stays for the life of the connection: an error that nobody waits for must not end the worker.
    connection.on("error", reject);
    connection.once("end", () =>
      reject(Object.assign(new Error("The server closed the connection"), { command: "CONN" })),
    );
  });
  failed.catch(() => {});
  const signInMs = times.connectMs + times.greetingMs + times.silenceMs;
  let takesUtf8 = false;
  const ready = async () => {
    await settled((done) => connection.connect(done));
    takesUtf8 = /[ -]SMTPUTF8\b/i.test(String(connection.lastServerResponse));
    const { username, password } = server;
    if (token && username)
      await settled((done) => connection.login({ method: BY_TOKEN, user: username, pass: "-" }, done));
    else if (username && password)
      await settled((done) => connection.login({ credentials: { user: username, pass: password } }, done));
  };
  try {
    await inTime(Promise.race([ready(), failed]), { wholeMs: signInMs, ...times });
    return { connection, takesUtf8 };
  } catch (error) {
    connection.close();
    throw withheld ?? error;
  }
}

const UNENCRYPTED = "A password must not travel unencrypted. Set TLS or STARTTLS for this server.";

// A name of our own: under its own name the client takes whichever way the server names first, which is one by password at Google and Microsoft.
const BY_TOKEN = "TOKEN";

/** XOAUTH2, as Google and Microsoft describe it. A token that the server does not take is exchanged for another, once. */
const signInBy =
  (token: TokenSource): SMTPConnectionCustomAuthHandler =>
  async ({ auth, sendCommand }) => {
    const tried = async (given: string) => {
      const words = Buffer.from(`user=${auth.user}\x01auth=Bearer ${given}\x01\x01`).toString("base64");
      const answer = await sendCommand(`AUTH XOAUTH2 ${words}`);
      // 334 carries why not, and wants an empty line before it says so by its code.
      return answer.status === 334 ? sendCommand("") : answer;
    };
    const first = await token();
    let answer = await tried(first);
    if (answer.status === 535) answer = await tried(await token(first));
    if (answer.status !== 235)
      throw Object.assign(new Error("The server did not take the sign-in"), { responseCode: answer.status });
  };

/** Letters beyond ASCII before the @ go to a server only that says it can carry them (RFC 6531). */
function requireCarried({ from, to }: Letter, takesUtf8: boolean): void {
  const foreign = takesUtf8 ? undefined : [from, to].find((one) => /[^\0-\x7F]/.test(one));
  if (foreign === undefined) return;
  throw Object.assign(new Error(`This mail server does not carry addresses with letters like those of ${foreign}.`), {
    code: "EENVELOPE",
  });
}

/** The same, and an error once it has taken longer than anything may. */
function inTime<T>(work: Promise<T>, { wholeMs = 1_200_000 }: Pick<SmtpTimes, "wholeMs">): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The server took too long, a little at a time")), wholeMs);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}

/** An error when nothing has happened by then. */
const unlessBefore = (happened: AbortSignal, ms: number) =>
  new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error("The server does not answer")), ms);
    happened.addEventListener("abort", () => clearTimeout(timer));
  });

type Phase = { begun: boolean; stopped: boolean };

async function hand(connection: SMTPConnection, letter: Letter, begin: Begin, phase: Phase, asked: () => void) {
  return new Promise<{ response: string }>((resolve, reject) => {
    // Read for the first time once the server has answered DATA.
    const text = Readable.from(
      (async function* () {
        asked();
        if (!(await begin())) {
          phase.stopped = true;
          connection.close();
          reject(new Error("The right to send it was gone"));
          return;
        }
        if (connection.destroyed) return;
        phase.begun = true;
        yield letter.raw;
      })(),
      { objectMode: false, highWaterMark: 64 * 1024 },
    );
    text.once("error", (error) => {
      // Begin itself failed (the database is away): nothing has left, and nothing may.
      connection.close();
      reject(error);
    });
    connection.once("error", reject);
    connection.send({ from: letter.from, to: [letter.to], size: letter.raw.length }, text, (error, info) => {
      connection.off("error", reject);
      if (error) reject(error);
      else if (info) resolve({ response: info.response });
      else reject(new Error("The server gave no answer"));
    });
  });
}

const settled = (start: (done: (error?: Error | null) => void) => void) =>
  new Promise<void>((resolve, reject) => start((error) => (error ? reject(error) : resolve())));

/** What a mail server said, as plain values that decide and are kept. */
export function asFailure(error: unknown): SmtpFailure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { responseCode, response, command, code } = error as Error & SmtpFailure;
  return { message: error.message, responseCode, response, command, code };
}

/**
 * The server that an address like `smtps://user:password@host:465` names. With a password the connection is encrypted before anything is
 * said (STARTTLS is demanded), but for this very machine.
 */
export function smtpServerOf(address: string): SmtpServer {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const tls = url.protocol === "smtps:";
  const password = decodeURIComponent(url.password) || null;
  const demanded = url.searchParams.get("tls") === "required" || (password !== null && !isLoopback(host));
  return {
    host,
    port: Number(url.port || (tls ? 465 : 587)),
    security: tls ? "tls" : demanded ? "starttls" : "none",
    username: decodeURIComponent(url.username) || null,
    password,
    byUser: false,
  };
}
