const lost = "\ufffd";

/** Whether a text was read by another charset than it has: nearly all of its letters beyond ASCII are lost. */
export function isMisread(text: string | undefined): boolean {
  if (!text?.includes(lost)) return false;
  const beyond = text.match(/[^\0-\x7f]/gu) ?? [];
  return beyond.filter((one) => one !== lost).length * 2 <= beyond.filter((one) => one === lost).length;
}

/** The message as if all that calls itself UTF-8 were Windows text: its bytes are no UTF-8. */
export const calledWindows = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString("latin1")
      .replace(/(\bcharset\s*=\s*"?)utf-?8\b/gi, "$1windows-1252")
      .replace(/=\?utf-?8\?/gi, "=?windows-1252?"),
    "latin1",
  );

/** The message with every byte that is no UTF-8 taken for Windows text: it names no charset. */
export function asUtf8(bytes: Uint8Array): Uint8Array {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const windows = new TextDecoder("windows-1252");
  const lines: Buffer[] = [];
  for (let from = 0; from < raw.length; ) {
    const end = raw.indexOf(10, from);
    const line = raw.subarray(from, end < 0 ? raw.length : end + 1);
    lines.push(isUtf8(line) ? line : Buffer.from(windows.decode(line)));
    from += line.length;
  }
  return Buffer.concat(lines);
}

function isUtf8(line: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(line);
    return true;
  } catch {
    return false;
  }
}
