import { escapeHtml } from "@/lib/texts/outgoing-html-rules";

/** A target that is longer is left as it is. */
const longestUrl = 2000;
// The HTML was cleaned when it was written: attributes stand in double quotes, and `"` in them is escaped.
const links = /(<a\s(?:[^>]*?\s)?href=")(https?:\/\/[^"]+)(")/gi;

type Signs = { link: (url: string) => string; pixel: string };

/** An HTML text whose links lead through us and whose end loads a picture from us. Links to write or to call stay as they are. */
export function trackHtml(html: string, { link, pixel }: Signs): string {
  const linked = html.replace(links, (whole, before: string, escaped: string, after: string) => {
    const url = unescapeHtml(escaped);
    if (url.length > longestUrl || !isWebAddress(url)) return whole;
    return `${before}${escapeHtml(link(url))}${after}`;
  });
  return `${linked}<img src="${escapeHtml(pixel)}" width="1" height="1" alt="" style="display:none">`;
}

/** Whether an address leads to the web and nowhere else: no script, no name and password in it, nothing that begins a header. */
export function isWebAddress(text: string): boolean {
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === "https:" || url.protocol === "http:") && url.username === "" && url.password === "";
}

const unescapeHtml = (text: string) =>
  text.replace(/&(amp|quot|lt|gt|#39);/g, (_, name: string) => {
    const known: Record<string, string> = { amp: "&", quot: '"', lt: "<", gt: ">", "#39": "'" };
    return known[name] ?? "";
  });
