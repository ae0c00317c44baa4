import { type AddressInfo, createServer, type Socket } from "node:net";

export type MailSink = {
  url: string;
  port: number;
  /** how often each Message-ID has arrived */
  received: Map<string, number>;
  firstAt: () => number;
  lastAt: () => number;
  clear: () => void;
  stop: () => Promise<void>;
};

/** The cheapest mail server that there can be: it takes everything and counts it, so that what is measured is the sender. */
export async function startMailSink(): Promise<MailSink> {
  const received = new Map<string, number>();
  const times = { first: 0, last: 0 };
  const sockets = new Set<Socket>();
  const take = (text: string) => {
    times.last = performance.now();
    times.first ||= times.last;
    const id = /^message-id:\s*(\S+)/im.exec(text)?.[1] ?? "none";
    received.set(id, (received.get(id) ?? 0) + 1);
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    serve(socket, take);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    firstAt: () => times.first,
    lastAt: () => times.last,
    clear: () => {
      received.clear();
      Object.assign(times, { first: 0, last: 0 });
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

function serve(socket: Socket, take: (text: string) => void): void {
  let given = "";
  let inText = false;
  socket.write("220 sink\r\n");
  socket.on("data", (chunk) => {
    given += chunk.toString("latin1");
    for (;;) {
      const end = given.indexOf(inText ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      const said = given.slice(0, end);
      given = given.slice(end + (inText ? 5 : 2));
      if (inText) take(said);
      inText = !inText && /^data$/i.test(said);
      socket.write(answerTo(said, inText));
    }
  });
}

function answerTo(said: string, inText: boolean): string {
  if (inText) return "354 go on\r\n";
  if (/^ehlo/i.test(said)) return "250-sink\r\n250-8BITMIME\r\n250 SIZE 30000000\r\n";
  return /^quit$/i.test(said) ? "221 bye\r\n" : "250 ok\r\n";
}
