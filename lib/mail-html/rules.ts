import sanitizeHtml, { type IOptions } from "sanitize-html";

/** Mail of more than this is read as its text alone. */
export const longestHtml = 900_000;

const plainColour = /^(#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%/]{1,40}\))$/i;
const size = /^\d{1,3}(\.\d{1,2})?(px|pt|em|rem|%)$/i;

const options: IOptions = {
  allowedTags: (
    "a b strong i em u s del ins sub sup small mark code kbd samp var tt font big center address abbr cite q " +
    "p div span br hr blockquote pre h1 h2 h3 h4 h5 h6 ul ol li dl dt dd " +
    "table caption colgroup col thead tbody tfoot tr td th img"
  ).split(" "),
  // What is dropped with everything in it. The rest that is not allowed loses its tag and keeps its words.
  nonTextTags:
    "script style textarea option select noscript template title head svg math iframe frame frameset object applet embed audio video canvas xmp plaintext noembed noframes listing".split(
      " ",
    ),
  allowedAttributes: {
    a: ["href", "rel", "target"],
    img: ["src", "alt", "width", "height"],
    "*": ["align", "valign", "dir", "lang", "style"],
    td: ["colspan", "rowspan", "width"],
    th: ["colspan", "rowspan", "width"],
    ol: ["start", "type"],
    col: ["span", "width"],
    table: ["width", "border", "cellpadding", "cellspacing"],
  },
  // No value may hold a bracket but a colour's, so no url() and no expression().
  allowedStyles: {
    "*": {
      color: [plainColour],
      "background-color": [plainColour],
      "text-align": [/^(left|right|center|justify|start|end)$/],
      "text-decoration": [/^(underline|line-through|none)$/],
      "font-weight": [/^(bold|bolder|lighter|normal|[1-9]00)$/],
      "font-style": [/^(italic|normal)$/],
      "font-size": [size],
      "padding-left": [size],
      "margin-left": [size],
      "white-space": [/^(pre|pre-wrap|normal|nowrap)$/],
    },
  },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesByTag: { img: ["data"] },
  allowedSchemesAppliedToAttributes: ["href", "src"],
  allowProtocolRelative: false,
  enforceHtmlBoundary: false,
  nestingLimit: 60,
  transformTags: {
    a: (tag, { href = "" }) => ({
      tagName: tag,
      attribs: isSafeLink(href)
        ? { href: href.trim(), rel: "noopener noreferrer nofollow", target: "_blank" }
        : ({} as Record<string, string>),
    }),
    img: (_, { src = "", alt = "", width, height }) =>
      isInlinePicture(src)
        ? { tagName: "img", attribs: { src: src.trim(), alt, ...sizes(width, height) } }
        : { tagName: "span", attribs: {} as Record<string, string>, text: alt.trim() ? `[${alt.trim()}]` : "" },
  },
};

/**
 * The HTML of a mail as it may be shown: words, tables, links that a person presses, pictures that came along. Nothing runs, nothing is
 * fetched, nothing is sent.
 */
export function cleanMailHtml(html: string): string {
  // Characters that some readers skip and others do not.
  const plain = html.slice(0, longestHtml).replace(/(?![\t\n\r])\p{Cc}|\p{Noncharacter_Code_Point}/gu, "");
  return sanitizeHtml(plain, options).trim();
}

const isSafeLink = (href: string) =>
  /^\s*(https?:\/\/[^\s]|mailto:|tel:)/i.test(href) && !/[\s\p{Cc}<>"]/u.test(href.trim());

// Pictures only, of kinds that hold no script.
const isInlinePicture = (src: string) =>
  /^\s*data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i.test(src) && src.length < 400_000;

const sizes = (width?: string, height?: string) => ({
  ...(/^\d{1,4}$/.test(width ?? "") && { width: width ?? "" }),
  ...(/^\d{1,4}$/.test(height ?? "") && { height: height ?? "" }),
});
