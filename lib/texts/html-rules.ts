// The names that mail programs write; all others stay as they are.
const entities = new Map(
  `amp &  lt <  gt >  quot "  apos '  copy ©  reg ®  trade ™  euro €  pound £  hellip …  mdash —
  ndash –  lsquo ‘  rsquo ’  ldquo “  rdquo ”  laquo «  raquo »  bull •  middot ·  deg °  sect §
  szlig ß  auml ä  ouml ö  uuml ü  Auml Ä  Ouml Ö  Uuml Ü  eacute é  egrave è  aacute á  agrave à
  ccedil ç  ntilde ñ  oacute ó  iacute í`
    .split(/\s{2,}/)
    .map((pair) => [pair.split(" ")[0], pair.split(" ")[1]]),
).set("nbsp", " ");

const hidden = new Set(["script", "style", "head", "title", "template"]);
const lineBreaks = new Set(["br", "hr", "tr", "li", "dt", "dd"]);
const paragraphs = new Set(["p", "div", "table", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"]);

/** The words of an HTML mail as plain text, in one pass over the text whatever its tags look like. */
export function htmlToText(html: string): string {
  const lower = html.toLowerCase();
  const out: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    const close = open < 0 ? -1 : html.indexOf(">", open);
    if (close < 0) break;
    out.push(words(html.slice(at, open)));
    const name = /^<\/?([a-z][a-z0-9]*)|^<[!?]/.exec(lower.slice(open, open + 12));
    if (name === null) out.push("<");
    else out.push(breakFor(name[1] ?? ""));
    at = name === null ? open + 1 : endOf(lower, open, close, name[1] ?? "");
  }
  return tidied([...out, words(html.slice(at))].join(""));
}

function words(text: string): string {
  return decoded(text.replace(/\s+/g, " "));
}

function breakFor(tag: string): string {
  if (paragraphs.has(tag)) return "\n\n";
  return lineBreaks.has(tag) ? "\n" : "";
}

/** Where the text goes on: after the tag, or after what a comment, a script or a style hides. */
function endOf(lower: string, open: number, close: number, tag: string): number {
  const isComment = lower.startsWith("<!--", open);
  if (!isComment && (!hidden.has(tag) || lower[open + 1] === "/")) return close + 1;
  const end = isComment ? lower.indexOf("-->", open) + 2 : lower.indexOf(">", closing(lower, close, tag));
  return end < close ? lower.length : end + 1;
}

function closing(lower: string, from: number, tag: string): number {
  const at = lower.indexOf(`</${tag}`, from);
  return at < 0 ? lower.length : at;
}

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return entities.get(name) ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "�";
  });
}

function tidied(text: string): string {
  const lines = text.split("\n").map((line) => line.replace(/[ \u00a0]+/g, " ").trim());
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
