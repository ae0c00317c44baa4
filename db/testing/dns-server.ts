import { createSocket, type Socket } from "node:dgram";

export type DnsServer = {
  /** as TOUCHLINE_DNS takes it */
  address: string;
  /** the texts of each name; a name that is missing does not exist, null is never answered, "broken" is SERVFAIL */
  names: Map<string, string[] | null | "broken">;
  asked: string[];
  stop: () => Promise<void>;
};

/** A name server of a test, which knows TXT records and how not to answer (RFC 1035). */
export async function startDnsServer(): Promise<DnsServer> {
  const socket = createSocket("udp4");
  const names: DnsServer["names"] = new Map();
  const asked: string[] = [];
  socket.on("message", (question, from) => {
    const { name, end } = nameIn(question);
    asked.push(name);
    const known = names.get(name);
    if (known === null) return;
    const texts = Array.isArray(known) ? known : [];
    const code = known === "broken" ? 2 : known === undefined ? 3 : 0;
    const head = Buffer.from([
      question[0] ?? 0,
      question[1] ?? 0,
      0x81,
      0x80 | code,
      0,
      1,
      0,
      texts.length,
      0,
      0,
      0,
      0,
    ]);
    socket.send(Buffer.concat([head, question.subarray(12, end + 4), ...texts.map(recordOf)]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return { address: `127.0.0.1:${socket.address().port}`, names, asked, stop: () => closed(socket) };
}

const closed = (socket: Socket) => new Promise<void>((resolve) => socket.close(() => resolve()));

function nameIn(question: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

/** The name again by a pointer, TXT, IN, a minute; texts in parts of 255 bytes. */
function recordOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  const parts = Array.from({ length: Math.ceil(bytes.length / 255) || 1 }, (_, nth) => {
    const part = bytes.subarray(nth * 255, (nth + 1) * 255);
    return Buffer.concat([Buffer.from([part.length]), part]);
  });
  const told = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, told.length >> 8, told.length & 255]), told]);
}
