type Attributes = (name: string) => string | null;
export type XmlHandlers = {
  open: (name: string, attribute: Attributes) => void;
  close: (name: string) => void;
  text: (text: string) => void;
};
/** Takes the next piece of a document. */
export type XmlReader = (piece: string) => void;
/** What a reader throws: the document is none, or wants more than a spreadsheet may. */
export class XmlRefusal extends Error {}

const longestTag = 100_000;

/**
 * Reads XML as spreadsheets write it, piece by piece. Knows the five entities of the standard and numbers; a document type, with which
 * entities that grow or that fetch files are declared, is refused. Names come without their prefix.
 */
export function createXmlReader({ open, close, text }: XmlHandlers): XmlReader {
  let rest = "";
  const tag = (inner: string) => {
    if (inner.startsWith("/")) return close(localName(inner.slice(1).trimEnd()));
    const self = inner.endsWith("/");
    const body = self ? inner.slice(0, -1) : inner;
    const name = localName(firstWord(body));
    open(name, (wanted) => attributeOf(body, wanted));
    if (self) close(name);
  };
  // Where the markup that begins at `start` ends, having told it; -1 when it is not all here yet.
  const markup = (start: number): number => {
    const sign = rest[start + 1];
    if (sign === "!" || sign === "?") return declaration(rest, start, text);
    const end = tagEnd(rest, start);
    if (end < 0) return -1;
    tag(rest.slice(start + 1, end));
    return end + 1;
  };
  return (piece) => {
    rest += piece;
    let at = 0;
    for (;;) {
      const start = rest.indexOf("<", at);
      if (start < 0) break;
      if (start > at) text(decode(rest.slice(at, start)));
      at = start;
      const end = markup(start);
      if (end < 0) break;
      at = end;
    }
    // Text may be cut off within an entity, so it waits for the next tag.
    rest = rest.slice(at);
    if (rest.length > 4_000_000) throw new XmlRefusal("a cell is longer than 4 MB");
  };
}

function declaration(rest: string, start: number, text: XmlHandlers["text"]): number {
  if (rest.startsWith("<!--", start)) return upTo(rest, start, "-->");
  if (rest.startsWith("<?", start)) return upTo(rest, start, "?>");
  if (rest.startsWith(literal, start)) {
    const end = upTo(rest, start, "]]>");
    if (end > 0) text(rest.slice(start + literal.length, end - 3));
    return end;
  }
  if (rest.length - start > literal.length) throw new XmlRefusal("it declares a document type or entities");
  return -1;
}

const literal = "<![CDATA[";

// The sign that ends a tag, and is not in quotation marks; -1 when it is not here yet. Each letter is looked at once, and most tags have no quotation marks.
function tagEnd(rest: string, start: number): number {
  const next = rest.indexOf(">", start);
  if (next > 0 && next < start + longestTag && !/["']/.test(rest.slice(start, next))) return next;
  let quote = "";
  const last = Math.min(rest.length, start + longestTag);
  for (let at = start + 1; at < last; at++) {
    const sign = rest[at] ?? "";
    if (quote === "" && sign === ">") return at;
    if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
    else if (sign === quote) quote = "";
  }
  if (last < rest.length) throw new XmlRefusal("a tag never ends");
  return -1;
}

function upTo(rest: string, start: number, closing: string): number {
  const end = rest.indexOf(closing, start + 4);
  return end < 0 ? -1 : end + closing.length;
}

function firstWord(body: string): string {
  const end = body.search(/\s/);
  return end < 0 ? body : body.slice(0, end);
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);

function attributeOf(body: string, wanted: string): string | null {
  const found = new RegExp(`\\s(?:\\w+:)?${wanted}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(body);
  return found ? decode(found[1] ?? found[2] ?? "") : null;
}

const named: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,20});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return named[name] ?? whole;
    const code = name[1]?.toLowerCase() === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "\uFFFD";
  });
}
