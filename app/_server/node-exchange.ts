import type { IncomingMessage, ServerResponse } from "node:http";
import { createGzip, gzip } from "node:zlib";
import { wholeBodyOf } from "@/app/_adapters/whole-body";

const smallBody = 65_536;
/** As Next.js: below it, compressing costs more than it saves. */
const worthCompressing = 1024;
const compressible = /^(text\/|application\/([\w.-]+\+)?json)/i;

/** What Node received, as a route takes it. Its signal is aborted when the other end goes before it has the answer. */
export async function requestOf(req: IncomingMessage, res: ServerResponse): Promise<Request> {
  const { method = "GET", headers, url = "/" } = req;
  const gone = new AbortController();
  res.once("close", () => {
    if (!res.writableFinished) gone.abort();
  });
  const body = await bodyOf(req, res);
  // Nobody reads the host out of it, and what a client writes there may be no host at all.
  return new Request(`http://localhost${url}`, {
    method,
    headers: headersOf(headers),
    signal: gone.signal,
    ...(body === undefined ? {} : { body, duplex: "half" }),
  });
}

function headersOf(headers: IncomingMessage["headers"]): [string, string][] {
  const pairs: [string, string][] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) pairs.push([name, String(value)]);
  }
  return pairs;
}

async function bodyOf(
  req: IncomingMessage,
  res: ServerResponse,
): Promise<Buffer<ArrayBuffer> | ReadableStream<Uint8Array> | undefined> {
  if (req.method === "GET" || req.method === "HEAD") return undefined;
  const { "content-length": length, "transfer-encoding": coded } = req.headers;
  if (coded === undefined && Number(length ?? 0) === 0) return undefined;
  // A reader that has enough leaves the connection alone: the answer still goes out on it.
  const pieces = req.iterator({ destroyOnReturn: false });
  if (coded === undefined && Number(length) <= smallBody) {
    const read: Buffer[] = [];
    for await (const piece of pieces) read.push(piece);
    return Buffer.concat(read);
  }
  // What nobody wanted is read over, or the next request on this connection would wait behind it.
  res.once("finish", () => readOver(pieces));
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

async function readOver(pieces: AsyncIterator<unknown>): Promise<void> {
  try {
    while (!(await pieces.next()).done);
  } catch {
    // The other end went away: there is nothing left to read.
  }
}

/** Sends a route's answer with `headers` under its own. */
export async function send(
  req: IncomingMessage,
  res: ServerResponse,
  response: Response,
  headers: [string, string][],
): Promise<void> {
  res.statusCode = response.status;
  for (const [name, value] of headers) res.setHeader(name, value);
  for (const [name, value] of response.headers) {
    if (name === "set-cookie") res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
  const whole = wholeBodyOf(response);
  const packs = mayCompress(req, response);
  if (packs) res.setHeader("Vary", "Accept-Encoding");
  if (req.method === "HEAD" || response.body === null) {
    await response.body?.cancel();
    res.end();
  } else if (whole === undefined) await pipe(response.body, res, packs);
  else if (packs && whole.length >= worthCompressing) {
    const packed = await compress(whole);
    res.setHeader("Content-Encoding", "gzip");
    res.setHeader("Content-Length", packed.byteLength);
    res.end(packed);
  } else {
    res.setHeader("Content-Length", Buffer.byteLength(whole));
    res.end(whole);
  }
}

function mayCompress(req: IncomingMessage, { headers }: Response): boolean {
  return (
    /\bgzip\b/.test(String(req.headers["accept-encoding"] ?? "")) &&
    compressible.test(headers.get("content-type") ?? "") &&
    !headers.has("content-encoding") &&
    !/no-transform/.test(headers.get("cache-control") ?? "")
  );
}

const compress = (text: string) =>
  new Promise<Buffer>((resolve, reject) => gzip(text, (error, packed) => (error ? reject(error) : resolve(packed))));

/** Piece by piece, no faster than the other end reads; when it goes, the source hears of it. */
async function pipe(body: ReadableStream<Uint8Array>, res: ServerResponse, packs: boolean): Promise<void> {
  const packer = packs ? createGzip() : null;
  if (packer) {
    res.setHeader("Content-Encoding", "gzip");
    packer.pipe(res);
  }
  const target = packer ?? res;
  const reader = body.getReader();
  res.once("close", () => {
    packer?.destroy();
    reader.cancel().catch(() => {});
  });
  res.flushHeaders();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || res.destroyed) break;
      if (!target.write(value)) await drained(target, res);
    }
    target.end();
  } catch {
    // Half an answer must not look like a whole one.
    res.destroy();
  }
}

const drained = (target: NodeJS.WritableStream, res: ServerResponse) =>
  new Promise<void>((go) => {
    target.once("drain", go);
    res.once("close", go);
  });
