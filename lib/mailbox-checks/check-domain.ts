import { Resolver } from "node:dns/promises";
import { DKIM_SELECTORS, dmarcNames, type Looked, readDkim, readDmarc, readOneClick } from "./domain-rules";
import { gatherSpf } from "./gather-spf";
import type { DomainRecord } from "./schema";
import { readSpf } from "./spf-rules";

/** Nobody waits longer for name servers than this, all names together. */
const longestMs = 4000;

type Sending = { domain: string; hosts: readonly string[]; selector?: string | null };

/** What receivers will find about a domain before they trust its mail. A name server that does not answer is said, not guessed around. */
export async function checkDomain({ domain, hosts, selector }: Sending): Promise<DomainRecord[]> {
  const selectors = selector ? [selector] : DKIM_SELECTORS;
  const resolver = new Resolver({ timeout: 1500, tries: 2 });
  // TOUCHLINE_DNS: other name servers than the machine's, for tests and for networks that need it.
  if (process.env.TOUCHLINE_DNS) resolver.setServers(process.env.TOUCHLINE_DNS.split(",").map((one) => one.trim()));
  let over = false;
  const timer = setTimeout(() => {
    over = true;
    resolver.cancel();
  }, longestMs);
  try {
    const look = async (name: string) => (over ? null : textsOf(resolver, name));
    const [own = "", ...above] = dmarcNames(domain);
    const [[spf, reach], dmarc, keys, higher] = await Promise.all([
      look(domain).then(async (texts) => [texts, await gatherSpf(look, texts)] as const),
      look(own),
      Promise.all(selectors.map((one) => look(`${one}._domainkey.${domain}`))),
      Promise.all(above.map(async (name) => [name, await look(name)] as const)),
    ]);
    const dkim = readDkim(
      selectors.map((one, nth) => [one, keys[nth] ?? null]),
      domain,
    );
    const oneClick = readOneClick(process.env.TOUCHLINE_URL, dkim.state);
    return [readSpf(spf, { domain, hosts }, reach), dkim, readDmarc(dmarc, domain, higher), oneClick];
  } finally {
    clearTimeout(timer);
  }
}

const textsOf = (resolver: Resolver, name: string): Promise<Looked> =>
  resolver.resolveTxt(name).then(
    (records) => records.map((parts) => parts.join("").slice(0, 2000)).slice(0, 50),
    (error: NodeJS.ErrnoException) => (error.code === "ENOTFOUND" || error.code === "ENODATA" ? [] : null),
  );
