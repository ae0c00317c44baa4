import { analyse } from "chardet";

/** How a text is written, by its first bytes: a name that TextDecoder knows. `whole` says that these are all its bytes. */
export function encodingOf(head: Uint8Array, whole: boolean): string {
  return byMark(head) ?? byZeros(head) ?? (isUtf8(head, whole) ? "utf-8" : byFrequency(head));
}

function byMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

// Without a mark: text in UTF-16 that is mostly Latin has a zero in every other byte.
function byZeros(head: Uint8Array): string | null {
  const sample = head.subarray(0, 2000);
  const zeros = [0, 0];
  for (const [nth, byte] of sample.entries()) if (byte === 0) zeros[nth % 2] = (zeros[nth % 2] ?? 0) + 1;
  const most = (sample.length / 2) * 0.7;
  if ((zeros[1] ?? 0) > most) return "utf-16le";
  return (zeros[0] ?? 0) > most ? "utf-16be" : null;
}

function isUtf8(bytes: Uint8Array, whole: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

// Between the Western encodings frequencies say little, and windows-1252 is what spreadsheets write; the others look like nothing else.
const unmistakable: Record<string, string> = {
  Shift_JIS: "shift_jis",
  GB18030: "gb18030",
  Big5: "big5",
  "EUC-JP": "euc-jp",
  "EUC-KR": "euc-kr",
  "windows-1251": "windows-1251",
  "KOI8-R": "koi8-r",
};

function byFrequency(bytes: Uint8Array): string {
  const [best] = analyse(bytes.subarray(0, 100_000));
  return (best && best.confidence >= 40 && unmistakable[best.name]) || "windows-1252";
}
