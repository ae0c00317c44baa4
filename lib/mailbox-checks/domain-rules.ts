import type { DomainRecord } from "./schema";

/** What name servers said of one name: its texts, or null when they did not answer. */
export type Looked = string[] | null;

type Sending = { domain: string; hosts: readonly string[] };

const SILENT = "The name servers did not answer, so this could not be looked up. Look again later.";
const unknown = (what: DomainRecord["what"], name: string): DomainRecord => ({
  what,
  state: "unknown",
  name,
  found: [],
  words: SILENT,
  put: null,
});

/** The one SPF record of a domain (RFC 7208): none, one that is right, or several, which count as none. */
export function readSpf(looked: Looked, { domain, hosts }: Sending): DomainRecord {
  if (looked === null) return unknown("spf", domain);
  const found = looked.filter((one) => /^v=spf1(\s|$)/i.test(one));
  const of = (state: DomainRecord["state"], words: string, put: string | null) =>
    ({ what: "spf", state, name: domain, found, words, put }) as const;
  if (found.length === 0) {
    const words = "No SPF record. Add it as a TXT record, so that receivers know your servers.";
    return of("missing", words, `v=spf1 ${sendersOf(hosts)} ~all`);
  }
  if (found.length > 1)
    return of("wrong", "Several SPF records, which count as none. Put them into one.", mergedSpf(found));
  if (/\s\+?all\b/i.test(found[0] ?? ""))
    return of(
      "wrong",
      "The SPF record lets everybody send in your name. End it with ~all or -all.",
      (found[0] ?? "").replace(/\s\+?all\b.*$/i, " ~all"),
    );
  return of("good", "SPF is set.", null);
}

const known: readonly [RegExp, string][] = [
  [/(^|\.)(gmail|google(mail)?)\.com$/i, "include:_spf.google.com"],
  [/(^|\.)(outlook|office365)\.com$/i, "include:spf.protection.outlook.com"],
  [/^resend$/, "include:amazonses.com"],
];

function sendersOf(hosts: readonly string[]): string {
  const all = hosts.map((host) => known.find(([names]) => names.test(host))?.[1] ?? `a:${host}`);
  return all.length === 0 ? "mx" : [...new Set(all)].join(" ");
}

function mergedSpf(records: readonly string[]): string {
  const terms = records.flatMap((one) => one.trim().split(/\s+/).slice(1));
  const senders = terms.filter((one) => !/^[+?~-]?all$/i.test(one));
  return `v=spf1 ${[...new Set(senders)].join(" ")} ~all`;
}

/** DMARC (RFC 7489), without which Gmail and Yahoo take no bulk mail. */
export function readDmarc(looked: Looked, domain: string): DomainRecord {
  const name = `_dmarc.${domain}`;
  if (looked === null) return unknown("dmarc", name);
  const found = looked.filter((one) => /^v=DMARC1\s*(;|$)/i.test(one));
  const of = (state: DomainRecord["state"], words: string, put: string | null) =>
    ({ what: "dmarc", state, name, found, words, put }) as const;
  const usual = `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
  if (found.length === 0) return of("missing", "No DMARC record. Add one; p=none is enough to begin with.", usual);
  if (found.length > 1) return of("wrong", "Several DMARC records, which count as none. Keep one.", found[0] ?? usual);
  const policy = /;\s*p\s*=\s*(none|quarantine|reject)/i.exec(found[0] ?? "")?.[1]?.toLowerCase();
  if (policy) return of("good", `DMARC is set (${policy}).`, null);
  return of("wrong", "The DMARC record names no policy. Add p=none, p=quarantine or p=reject.", usual);
}

/** Selectors that providers usually take: a key under another name cannot be found by looking. */
export const DKIM_SELECTORS = [
  "default",
  "google",
  "selector1",
  "selector2",
  "k1",
  "s1",
  "mail",
  "dkim",
  "resend",
  "fm1",
  "zoho",
  "mx",
];

/** A public key under one of the names that were looked at (RFC 6376). An empty `p=` is a key that was withdrawn. */
export function readDkim(looked: readonly (readonly [string, Looked])[], domain: string): DomainRecord {
  const isKey = (text: string) => /(^|;)\s*p=[A-Za-z0-9+/]/.test(text.replaceAll(/\s/g, ""));
  const place = (selector: string) => `${selector}._domainkey.${domain}`;
  const key = looked.find(([, texts]) => texts?.some(isKey));
  if (key) {
    const found = (key[1] ?? []).filter(isKey);
    return { what: "dkim", state: "good", name: place(key[0]), found, words: `DKIM is set (${key[0]}).`, put: null };
  }
  const [first = ["selector", null] as const] = looked;
  const name = place(looked.length === 1 ? first[0] : "SELECTOR");
  if (looked.some(([, texts]) => texts === null)) return unknown("dkim", name);
  const words =
    looked.length === 1
      ? `No DKIM key under ${first[0]}. Your mail provider makes the key and shows the record.`
      : "No DKIM key under the usual names. Your mail provider makes the key and names its selector: look for that one.";
  const found = looked.flatMap(([, texts]) => texts ?? []);
  return {
    what: "dkim",
    state: "missing",
    name,
    found,
    words,
    put: "v=DKIM1; k=rsa; p=THE KEY THAT YOUR PROVIDER SHOWS",
  };
}

/** Whether mail programs will follow the link of an automatic email with one click (RFC 8058): over https, under a signature. */
export function readOneClick(publicAddress: string | undefined, dkim: DomainRecord["state"]): DomainRecord {
  const of = (state: DomainRecord["state"], words: string, put: string | null): DomainRecord => ({
    what: "one_click",
    state,
    name: "List-Unsubscribe",
    found: [],
    words,
    put,
  });
  if (!publicAddress?.startsWith("https://"))
    return of(
      "wrong",
      "Automatic emails carry the link, but mail programs follow it over https alone. Your operator sets the public address.",
      "TOUCHLINE_URL=https://your-crm.example",
    );
  if (dkim !== "good")
    return of("wrong", "Automatic emails carry the link. Receivers trust it when DKIM is set: see there.", null);
  return of("good", "Automatic emails carry a link for one click, signed by DKIM.", null);
}
