import { Resolver } from "node:dns/promises";
import { DKIM_SELECTORS, ONE_CLICK, readDkim, readDmarc, readSpf } from "./rules";
import type { Finding } from "./schema";

/** What receivers will find about a domain before they trust its mail. A name server that does not answer is said, not guessed around. */
export async function checkDomain(domain: string): Promise<Finding[]> {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  const texts = async (name: string) => (await resolver.resolveTxt(name)).map((parts) => parts.join(""));
  const orNone = (name: string) => texts(name).catch(noneOf);
  try {
    const [spf, dmarc, ...keys] = await Promise.all([
      orNone(domain),
      orNone(`_dmarc.${domain}`),
      ...DKIM_SELECTORS.map((one) => orNone(`${one}._domainkey.${domain}`)),
    ]);
    return [
      readSpf(spf),
      readDkim(DKIM_SELECTORS.map((one, nth) => [one, keys[nth] ?? []])),
      readDmarc(dmarc),
      ONE_CLICK,
    ];
  } catch {
    const words = "The name servers did not answer, so this could not be looked up. Try again later.";
    return [...(["spf", "dkim", "dmarc"] as const).map((what) => ({ what, ok: false, words })), ONE_CLICK];
  }
}

function noneOf(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOTFOUND" || error.code === "ENODATA") return [];
  throw error;
}
