/** A message of fewer bytes is read as it came. */
export const readWhole = 256 * 1024;
/** Of a part that holds words, and of one that does not, whose content is not kept anyway. */
const mostOfText = 1_300_000;
const mostOfOthers = 4096;
const mostBytes = 3_000_000;
const mostLines = 30_000;
/** A line of more bytes is not kept for its end. */
const longestLine = 10_000;
const mostParts = 500;
const mostHeaders = 300_000;
/** So many lines are looked at whether they part two parts. */
const mostLooks = 50_000;

const newline = 10;

/**
 * A long message as it is read: of every part its beginning, and of all together so much that reading takes a bounded time, however many
 * lines or parts it is made of. What people attach is read apart (`rawParts`), so an ordinary message loses no word.
 */
export function boundedMail(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= readWhole && linesIn(bytes) <= mostLines) return bytes;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept: Uint8Array[] = [];
  const room = { bytes: mostBytes, lines: mostLines, looks: mostLooks };
  const boundaries = new Set<string>();
  let start = 0;
  for (let parts = 0; start < whole.length && parts < mostParts && room.bytes > 0 && room.lines > 0; parts++) {
    const head = headOf(whole, start);
    for (const one of declaredIn(head.text)) boundaries.add(one);
    const end = nextDelimiter(whole, start + 1, boundaries, room);
    kept.push(beginning(whole.subarray(start, end), head, room));
    start = end;
  }
  return Buffer.concat(kept);
}

/** A part as it stands in a long message; `isLast`: it ends with the message. */
export type RawPart = { encoding: string; body: Buffer; isLast: boolean };

/** Every part of a message, in order, within the same bounds. */
export function rawParts(bytes: Uint8Array): RawPart[] {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const room = { looks: mostLooks };
  const boundaries = new Set<string>();
  const found: RawPart[] = [];
  for (let start = 0; start < whole.length && found.length < mostParts; ) {
    const head = headOf(whole, start);
    for (const one of declaredIn(head.text)) boundaries.add(one);
    const end = nextDelimiter(whole, start + 1, boundaries, room);
    const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(head.text)?.[1]?.toLowerCase() ?? "";
    found.push({ encoding, body: whole.subarray(start + head.length, end), isLast: end === whole.length });
    start = end;
  }
  return found;
}

function linesIn(bytes: Uint8Array): number {
  if (bytes.length <= mostLines) return 0;
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}

type Head = { text: string; length: number };

/** The header fields of a part, with the delimiter before them. */
function headOf(whole: Buffer, start: number): Head {
  const near = whole.subarray(start, start + mostHeaders);
  const ends = ["\n\n", "\n\r\n"].map((mark) => near.indexOf(mark)).filter((at) => at >= 0);
  const length = ends.length > 0 ? Math.min(...ends) + 2 : Math.min(near.length, 4096);
  return { text: near.toString("latin1", 0, length), length };
}

function declaredIn(head: string): string[] {
  const found = head.matchAll(/\bboundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi);
  return [...found].slice(0, 20).map(([, quoted, plain]) => `--${(quoted ?? plain ?? "").trimEnd()}`);
}

/** Where the next line stands that parts two parts. */
function nextDelimiter(whole: Buffer, from: number, boundaries: ReadonlySet<string>, room: { looks: number }): number {
  if (boundaries.size === 0) return whole.length;
  for (let at = whole.indexOf("\n--", from - 1); at >= 0 && room.looks > 0; at = whole.indexOf("\n--", at + 1)) {
    room.looks -= 1;
    const end = whole.subarray(at + 1, at + 260).indexOf(newline);
    const line = whole.toString("latin1", at + 1, end < 0 ? at + 260 : at + 1 + end).trimEnd();
    if (at + 1 >= from && (boundaries.has(line) || (line.endsWith("--") && boundaries.has(line.slice(0, -2)))))
      return at + 1;
  }
  return whole.length;
}

function beginning(part: Buffer, head: Head, room: { bytes: number; lines: number }): Uint8Array {
  const type = /^content-type:\s*([\w-]+)/im.exec(head.text)?.[1]?.toLowerCase();
  const holdsWords = type === undefined || ["text", "message", "multipart"].includes(type);
  const most = Math.min(part.length, head.length + (holdsWords ? mostOfText : mostOfOthers), room.bytes);
  let lines = 0;
  let at = 0;
  // To the end of a line, so that the next part begins with its own.
  for (let next = part.indexOf(newline); next >= 0 && next < most && lines < room.lines; lines++) {
    at = next + 1;
    next = part.indexOf(newline, at);
  }
  const isWhole = most === part.length && lines < room.lines;
  // Who writes all in one line loses no more than its end.
  const isCut = !isWhole && holdsWords && lines < room.lines && most - at > longestLine;
  const end = at === 0 || isWhole || isCut ? most : at;
  room.bytes -= end;
  room.lines -= lines + 1;
  return isCut ? Buffer.concat([part.subarray(0, end), Buffer.from("\r\n")]) : part.subarray(0, end);
}
