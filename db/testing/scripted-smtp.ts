import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";

/** How the server takes one message. `keep`: it counts as received although the sender is not told. */
export type Manner =
  | { at: "mail" | "rcpt" | "dot"; code: number }
  | { at: "dot"; cut: "reply"; keep: boolean }
  | { at: "text"; cut: "text" }
  | { at: "dot"; say: string; keep: boolean }
  | { at: "dot"; waitMs: number };

export type ScriptedSmtp = {
  url: string;
  port: number;
  /** how often each Message-ID has arrived */
  received: Map<string, number>;
  /** the whole text of what arrived last, by Message-ID */
  texts: Map<string, string>;
  /** every Message-ID whose text came, whether it was taken or not */
  heard: Set<string>;
  /** resolves when nobody is connected and every text that came has been counted */
  quiet: () => Promise<void>;
  /** for the next messages, by recipient; nothing: all is well */
  script: (manner: (to: string) => Manner | null) => void;
  stop: () => Promise<void>;
};

type Opens = (account: string, secret: string) => boolean;

const signInBy = (opens: Opens | undefined): SMTPServerOptions =>
  opens === undefined
    ? { authOptional: true }
    : {
        authMethods: ["LOGIN", "PLAIN", "XOAUTH2"],
        allowInsecureAuth: true,
        onAuth: ({ method, username, accessToken, password }, _session, done) => {
          if (opens(username ?? "", accessToken ?? password ?? "")) return done(null, { user: username });
          if (method !== "XOAUTH2")
            return done(Object.assign(new Error("5.7.8 Wrong password"), { responseCode: 535 }));
          done(null, { data: { status: "401", schemes: "bearer", scope: "mail" } });
        },
      };

const failure = (code: number) => Object.assign(new Error("as told"), { responseCode: code });

/** The Message-ID that a text says it has. */
const idOf = (text: string) => /^message-id:\s*(<[^>]+>)/im.exec(text)?.[1] ?? "none";

/**
 * A mail server that counts what it received and misbehaves as told: every reply code, cut lines, silence, nonsense. With `opens` it takes
 * mail from those alone who show a token (XOAUTH2) or a password that it knows.
 */
export async function startScriptedSmtp(opens?: Opens): Promise<ScriptedSmtp> {
  const received = new Map<string, number>();
  const texts = new Map<string, string>();
  const heard = new Set<string>();
  let mannerOf: (to: string) => Manner | null = () => null;
  const recipientOf = (session: SMTPServerSession) => session.envelope.rcptTo[0]?.address ?? "";
  let underWay = 0;
  const socketOf = (session: SMTPServerSession) =>
    [...server.connections].map(asConnection).find((one) => one.session.id === session.id)?._socket;
  const count = (text: string) => {
    const id = idOf(text);
    received.set(id, (received.get(id) ?? 0) + 1);
    texts.set(id, text);
  };
  const server = new SMTPServer({
    ...signInBy(opens),
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    // One address for sender and recipient, so that the sender's command can be refused too.
    onMailFrom: (address, _session, done) => {
      const manner = mannerOf(address.address);
      done(manner?.at === "mail" ? failure(manner.code) : null);
    },
    onRcptTo: (address, _session, done) => {
      const manner = mannerOf(address.address);
      done(manner?.at === "rcpt" ? failure(manner.code) : null);
    },
    onData: (stream, session, done) => {
      const manner = mannerOf(recipientOf(session));
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
        if (manner?.at === "text") socketOf(session)?.destroy();
      });
      stream.on("end", () => {
        if (manner?.at === "text") return;
        heard.add(idOf(text));
        if (!manner) count(text);
        else if ("keep" in manner && manner.keep) count(text);
        if (!manner) return done(null);
        if ("code" in manner) return done(failure(manner.code));
        if ("cut" in manner) return void socketOf(session)?.destroy();
        if ("say" in manner) return void socketOf(session)?.write(`${manner.say}\r\n`);
        underWay += 1;
        setTimeout(() => {
          underWay -= 1;
          count(text);
          done(null);
        }, manner.waitMs);
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    texts,
    heard,
    quiet: async () => {
      while (server.connections.size > 0 || underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    script: (manner) => {
      mannerOf = manner;
    },
    stop: () => {
      for (const connection of server.connections) asConnection(connection)._socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

// smtp-server keeps its connections in a set whose members its types do not describe.
const asConnection = (connection: unknown) => connection as { session: SMTPServerSession; _socket: Socket };
