import { escapeHtml } from "@/lib/texts/outgoing-html-rules";

const automatedSources: readonly string[] = ["sequence", "batch", "suggestion"];

/** Whether nobody pressed Send for this very message: then the law wants a way out in it. */
export const isAutomated = (source: string) => automatedSources.includes(source);

/**
 * The headers of an automated email: RFC 2369, with an address to write to where there is one, and RFC 8058, for which a mail program
 * posts to the link (`signUnsubscribeLink`) without asking again.
 */
export function unsubscribeHeaders(url: string, mailTo?: string | null) {
  const ways = [`<${url}>`];
  if (mailTo && /^[^\s<>,?]+@[^\s<>,?]+$/.test(mailTo)) ways.push(`<mailto:${mailTo}?subject=unsubscribe>`);
  return { "List-Unsubscribe": ways.join(", "), "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

type Footed = { organization: string; postalAddress: string; url: string };

/** What stands under an automated email: who sends it, from where, and the way out. */
export function unsubscribeFooter({ organization, postalAddress, url }: Footed): { text: string; html: string } {
  const from = `${organization}, ${postalAddress.replace(/\s*\n\s*/g, ", ")}`;
  return {
    text: `\n\n--\n${from}\nNo more of these: ${url}\n`,
    html: `<p style="color:#666;font-size:12px">${escapeHtml(from)}<br><a href="${escapeHtml(url)}">No more of these</a></p>`,
  };
}

/** An address as much as its owner needs to know it again. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 1 ? "your address" : `${address.slice(0, 1)}•••${address.slice(at)}`;
}
