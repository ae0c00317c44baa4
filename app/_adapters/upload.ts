import { AppError, invalid } from "@/lib/core/errors";

export type SentFile = { name: string | null; bytes: AsyncIterable<Uint8Array> };

/** The file that a request brings, as its body or as the first file of a form, while it comes in. */
export async function sentFile(request: Request): Promise<SentFile> {
  if (!request.body) throw invalid("file", "This file is empty, or none came. Choose one that has something in it.");
  const type = request.headers.get("content-type") ?? "";
  if (/[^\s]/.test(request.headers.get("content-encoding")?.replace(/^identity$/i, "") ?? "")) {
    throw new AppError("UNSUPPORTED_TYPE", "Send the file itself, without a Content-Encoding.");
  }
  if (/^application\/(json|x-www-form-urlencoded)/i.test(type)) {
    throw new AppError(
      "UNSUPPORTED_TYPE",
      "Send the file itself: text/csv, .xlsx, application/octet-stream or multipart/form-data.",
    );
  }
  const pieces = piecesOf(request.body);
  if (!/^multipart\/form-data/i.test(type)) return { name: null, bytes: pieces };
  const boundary = /boundary="?([^";]{1,200})"?/i.exec(type)?.[1];
  if (!boundary) throw invalid("Content-Type", "A form needs its boundary here.");
  return fileOfForm(pieces, boundary);
}

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const mostHead = 16_384;

// Fields before the file are read over; what stands behind it does not count.
async function fileOfForm(pieces: AsyncGenerator<Uint8Array>, boundary: string): Promise<SentFile> {
  let rest = Buffer.from("\r\n");
  for (;;) {
    const head = rest.indexOf("\r\n\r\n");
    const name = head < 0 ? null : nameIn(rest.toString("utf8", 0, head), boundary);
    if (head >= 0 && name !== null) return { name, bytes: untilBoundary(rest.subarray(head + 4), pieces, boundary) };
    if (head >= 0) {
      // A plain field: on to the next part.
      const next = rest.indexOf(`\r\n--${boundary}`, head);
      if (next >= 0) {
        rest = rest.subarray(next);
        continue;
      }
    }
    const { done, value } = await pieces.next();
    if (done || rest.length > mostHead + 1_000_000) throw invalid("file", "There is no file in this form.");
    rest = Buffer.concat([rest, value]);
  }
}

function nameIn(head: string, boundary: string): string | null {
  if (!head.startsWith(`\r\n--${boundary}`)) return null;
  return /^content-disposition:.*\bfilename="((?:[^"\\]|\\.)*)"/im.exec(head)?.[1] ?? null;
}

async function* untilBoundary(
  first: Buffer,
  pieces: AsyncGenerator<Uint8Array>,
  boundary: string,
): AsyncGenerator<Uint8Array> {
  const end = Buffer.from(`\r\n--${boundary}`);
  let rest = first;
  try {
    for (;;) {
      const found = rest.indexOf(end);
      if (found >= 0) {
        if (found > 0) yield rest.subarray(0, found);
        return;
      }
      const safe = rest.length - end.length;
      if (safe > 0) {
        yield rest.subarray(0, safe);
        rest = rest.subarray(safe);
      }
      const { done, value } = await pieces.next();
      if (done) throw invalid("file", "The form was cut off. Send it again.");
      rest = Buffer.concat([rest, value]);
    }
  } finally {
    await pieces.return(undefined);
  }
}
