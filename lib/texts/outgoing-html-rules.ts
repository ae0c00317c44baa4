import sanitize from "sanitize-html";
import { htmlToText } from "./html-rules";

const inline = ["a", "b", "strong", "i", "em", "u", "s", "del", "code", "span", "br", "img"];
const blocks = ["p", "div", "h1", "h2", "h3", "ul", "ol", "li", "blockquote", "pre", "hr"];
const tables = ["table", "thead", "tbody", "tr", "th", "td"];
// Nothing that loads, moves or covers: no url(), no expression, no position.
const plainValue = /^[\w\s#%.,'"-]{1,100}$/;
const colour = /^(#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%]{5,40}\))$/i;
const sizes = ["padding", "margin", "width", "max-width", "font-size", "line-height", "border-radius"];
const words = ["text-align", "font-weight", "font-family", "font-style", "text-decoration"];

const allowed: sanitize.IOptions = {
  allowedTags: [...inline, ...blocks, ...tables],
  allowedAttributes: { a: ["href"], img: ["src", "alt", "width", "height"], ol: ["start"], "*": ["style", "align"] },
  allowedStyles: {
    "*": {
      color: [colour],
      "background-color": [colour],
      ...Object.fromEntries([...sizes, ...words].map((name) => [name, [plainValue]])),
    },
  },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesByTag: { img: ["https"] },
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  enforceHtmlBoundary: false,
};

/** HTML that is to go out, with what runs, loads by itself or hides taken away. */
export const cleanHtml = (html: string): string => sanitize(html, allowed).trim();

/** The plain part of cleaned HTML: every link with its address, every item with its dash. */
export function plainPart(cleaned: string): string {
  const linked = cleaned.replace(/<a [^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, (_, href: string, text: string) => {
    const shown = htmlToText(text);
    const address = htmlToText(href).replace(/^mailto:|^tel:/, "");
    return shown === "" || shown === address || shown.includes("://") ? text : `${text} (${href})`;
  });
  return htmlToText(linked.replace(/<li(?: [^>]*)?>(?:<p>)?/g, "<li>- ").replace(/<\/p><\/li>/g, "</li>"));
}

/** Plain text as HTML of its own: a paragraph for every blank line. */
export const htmlOf = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeHtml(part).replaceAll("\n", "<br>")}</p>`)
    .join("");

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A word as text within HTML, whatever it holds. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
