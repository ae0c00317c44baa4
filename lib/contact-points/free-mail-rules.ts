// The package's own entry reads the file with Node; the list itself also loads in a browser.
import providers from "email-providers/all.json" with { type: "json" };

const freeMail = new Set(providers.map((domain) => domain.toLowerCase()));

/** Whether anyone can have an address at this normalised domain, so that two people there are not colleagues. */
export function isFreeMail(domain: string): boolean {
  return freeMail.has(domain);
}
