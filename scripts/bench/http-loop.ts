import { connect, type Socket } from "node:net";
import type { HttpAsk } from "@/scripts/bench/operations";

/** `refused`: what an answer that is no success says. */
export type Answer = { status: number; bytes: number; head: string; refused?: string };
type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void };

/**
 * One keep-alive connection that sends a request and waits for its answer. Written on the socket because an HTTP client
 * library costs as much CPU per request as the server that is measured on the same two cores.
 */
export async function openConnection(
  port: number,
): Promise<{ ask: (request: Buffer) => Promise<Answer>; close: () => void }> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((up, failed) => socket.once("connect", up).once("error", failed));
  let waiting: Waiting | undefined;
  let parts: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => {
    parts.push(chunk);
    const answer = wholeAnswer(parts);
    if (!answer) return;
    const refused = answer.status < 300 ? undefined : Buffer.concat(parts).toString().split("\r\n\r\n")[1];
    parts = [];
    waiting?.resolve({ ...answer, refused });
  });
  for (const event of ["error", "close"])
    socket.on(event, () => waiting?.reject(new Error("the server closed the connection")));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => endQuietly(socket),
  };
}

/** The bytes of a request, made once and sent many times. */
export function encodeRequest({ method, path, body }: HttpAsk, key: string): Buffer {
  const head = [
    `${method} ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    `Authorization: Bearer ${key}`,
    "Accept: application/json",
  ];
  if (body !== undefined) head.push("Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body ?? ""}`);
}

// Nothing is pipelined, so an answer ends where its length says, or with the last chunk.
function wholeAnswer(parts: Buffer[]): Answer | null {
  const first = parts[0];
  if (!first) return null;
  let headEnd = first.indexOf("\r\n\r\n");
  if (headEnd < 0) {
    if (parts.length === 1) return null;
    parts.splice(0, parts.length, Buffer.concat(parts));
    headEnd = parts[0]?.indexOf("\r\n\r\n") ?? -1;
    if (headEnd < 0) return null;
  }
  const head = (parts[0] ?? first).toString("latin1", 0, headEnd);
  const status = Number(head.slice(9, 12));
  const bytes = parts.reduce((sum, part) => sum + part.length, 0) - headEnd - 4;
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return bytes >= Number(length) ? { status, bytes, head } : null;
  if (status === 204 || !/\r\ntransfer-encoding: chunked/i.test(head)) return { status, bytes, head };
  const last = parts.at(-1) ?? first;
  const tail = last.length >= 5 ? last : Buffer.concat(parts);
  return tail.subarray(-5).toString("latin1") === "0\r\n\r\n" ? { status, bytes, head } : null;
}

function endQuietly(socket: Socket): void {
  socket.removeAllListeners();
  socket.on("error", () => {});
  socket.destroy();
}
