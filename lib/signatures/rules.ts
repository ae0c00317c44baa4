type Text = { body: string; bodyHtml: string | null };

// RFC 3676, 4.3: two dashes and a space, by which mail programs and our own comparison of texts know it.
const mark = "-- ";

const plainBlock = (signature: string) => `\n\n${mark}\n${signature}`;
const htmlBlock = (signature: string) => `<p>${mark}<br />${escaped(signature).replaceAll("\n", "<br />")}</p>`;

/** A text with its writer's signature under it; the same when there is none. */
export function withSignature({ body, bodyHtml }: Text, signature: string | null): Text {
  if (!signature) return { body, bodyHtml };
  return { body: body.trimEnd() + plainBlock(signature), bodyHtml: bodyHtml && bodyHtml + htmlBlock(signature) };
}

/** The same text as it was written, for going on with it. */
export function withoutSignature({ body, bodyHtml }: Text, signature: string | null): Text {
  if (!signature) return { body, bodyHtml };
  return {
    body: without(body, plainBlock(signature)),
    bodyHtml: bodyHtml && without(bodyHtml, htmlBlock(signature)),
  };
}

const without = (text: string, end: string) => (text.endsWith(end) ? text.slice(0, -end.length) : text);

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
