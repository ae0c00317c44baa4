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
    if (inner.startsWith("/")) return close(localName(inner.slice(1).trim()));
    const self = inner.endsWith("/");
    const body = self ? inner.slice(0, -1) : inner;
    const name = localName(firstWord(body));
    open(name, (wanted) => attributeOf(body, wanted));
    if (self) close(name);
  };
  return (piece) => {
    rest += piece;
    let at = 0;
    for (;;) {
      const start = rest.indexOf("<", at);
      if (start < 0) break;
      if (start > at) text(decode(rest.slice(at, start)));
      const found = markupAt(rest, start);
      if (found === null) {
        at = start;
        break;
      }
      if (found.kind === "cdata") text(found.inner);
      else if (found.kind === "tag") tag(found.inner);
      at = found.end;
    }
    // Text may be cut off within an entity, so it waits for the next tag.
    rest = rest.slice(at);
    if (rest.length > 4_000_000) throw new XmlRefusal("a cell is longer than 4 MB");
  };
}

type Markup = { kind: "tag" | "cdata" | "other"; inner: string; end: number };

function markupAt(rest: string, start: number): Markup | null {
  const sign = rest[start + 1];
  if (sign !== "!" && sign !== "?" && sign !== undefined) return tagAt(rest, start);
  if (rest.startsWith("<!--", start)) return upTo(rest, start, "<!--", "-->", "other");
  if (rest.startsWith("<?", start)) return upTo(rest, start, "<?", "?>", "other");
  if (rest.startsWith("<![CDATA[", start)) return upTo(rest, start, "<![CDATA[", "]]>", "cdata");
  if (sign === "!" && rest.length - start > 9) throw new XmlRefusal("it declares a document type or entities");
  return null;
}

function tagAt(rest: string, start: number): Markup | null {
  const end = tagEnd(rest, start);
  return end < 0 ? null : { kind: "tag", inner: rest.slice(start + 1, end), end: end + 1 };
}

// The sign that ends a tag, and is not in quotation marks; -1 when it is not here yet. Each letter is looked at once.
function tagEnd(rest: string, start: number): number {
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

function upTo(rest: string, start: number, opening: string, closing: string, kind: Markup["kind"]): Markup | null {
  const end = rest.indexOf(closing, start + opening.length);
  return end < 0 ? null : { kind, inner: rest.slice(start + opening.length, end), end: end + closing.length };
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
