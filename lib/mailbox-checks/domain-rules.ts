import type { DomainRecord } from "./schema";

/** What name servers said of one name: its texts, or null when they did not answer. */
export type Looked = string[] | null;

const SILENT = "The name servers did not answer, so this could not be looked up. Look again later.";
export const unknown = (what: DomainRecord["what"], name: string): DomainRecord => ({
  what,
  state: "unknown",
  name,
  found: [],
  words: SILENT,
  put: null,
});

/** The names under which receivers look for the policy of a domain: its own, then those of the domains above it. */
export function dmarcNames(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, from) => `_dmarc.${labels.slice(from).join(".")}`);
}

/** DMARC (RFC 7489), without which Gmail and Yahoo take no bulk mail; that of a domain above counts where there is none of its own. */
export function readDmarc(
  looked: Looked,
  domain: string,
  above: readonly (readonly [string, Looked])[] = [],
): DomainRecord {
  const name = `_dmarc.${domain}`;
  if (looked === null) return unknown("dmarc", name);
  const found = policiesIn(looked);
  const of = (state: DomainRecord["state"], words: string, put: string | null) =>
    ({ what: "dmarc", state, name, found, words, put }) as const;
  const usual = `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
  if (found.length > 1) return of("wrong", "Several DMARC records, which count as none. Keep one.", found[0] ?? usual);
  const [own] = found;
  if (own === undefined)
    return inherited(above) ?? of("missing", "No DMARC record. Add one; p=none is enough to begin with.", usual);
  const policy = policyIn(own, "p");
  if (policy) return of("good", `DMARC is set (${policy}).`, null);
  return of("wrong", "The DMARC record names no policy. Add p=none, p=quarantine or p=reject.", withPolicy(own));
}

/** The same record with a policy, whatever else it asks for. */
function withPolicy(record: string): string {
  const [version = "", ...tags] = record.split(";").map((one) => one.trim());
  return [version, "p=none", ...tags.filter((one) => one !== "" && !/^p\s*=/i.test(one))].join("; ");
}

function inherited(above: readonly (readonly [string, Looked])[]): DomainRecord | null {
  for (const [name, looked] of above) {
    if (looked === null) return unknown("dmarc", name);
    const found = policiesIn(looked);
    const [one, ...others] = found;
    if (one === undefined || others.length > 0) continue;
    const policy = policyIn(one, "sp") ?? policyIn(one, "p");
    if (!policy) continue;
    const words = `DMARC is set (${policy}): the record of ${name.slice("_dmarc.".length)} counts for this domain too.`;
    return { what: "dmarc", state: "good", name, found, words, put: null };
  }
  return null;
}

const policiesIn = (looked: readonly string[]) => looked.filter((one) => /^v=DMARC1\s*(;|$)/i.test(one));
const policyIn = (record: string, tag: "p" | "sp") =>
  new RegExp(`;\\s*${tag}\\s*=\\s*(none|quarantine|reject)\\s*(;|$)`, "i").exec(record)?.[1]?.toLowerCase();

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

const NEW_KEY = "v=DKIM1; k=rsa; p=THE KEY THAT YOUR PROVIDER SHOWS";

/** A public key under one of the names that were looked at (RFC 6376). An empty `p=` is a key that was withdrawn. */
export function readDkim(looked: readonly (readonly [string, Looked])[], domain: string): DomainRecord {
  const isKey = (text: string) => /(^|;)\s*p=[A-Za-z0-9+/]/.test(text.replaceAll(/\s/g, ""));
  const isWithdrawn = (text: string) => /(^|;)p=(;|$)/.test(text.replaceAll(/\s/g, ""));
  const place = (selector: string) => `${selector}._domainkey.${domain}`;
  const key = looked.find(([, texts]) => texts?.some(isKey));
  if (key) {
    const found = (key[1] ?? []).filter(isKey);
    return { what: "dkim", state: "good", name: place(key[0]), found, words: `DKIM is set (${key[0]}).`, put: null };
  }
  const [first = ["selector", null] as const] = looked;
  const name = place(looked.length === 1 ? first[0] : "SELECTOR");
  if (looked.some(([, texts]) => texts === null)) return unknown("dkim", name);
  const withdrawn = looked.find(([, texts]) => texts?.some(isWithdrawn));
  if (withdrawn) {
    const found = (withdrawn[1] ?? []).filter(isWithdrawn);
    const words = `The DKIM key under ${withdrawn[0]} was withdrawn: what stands after p= is empty. Let your mail provider make a new one.`;
    return { what: "dkim", state: "wrong", name: place(withdrawn[0]), found, words, put: NEW_KEY };
  }
  const words =
    looked.length === 1
      ? `No DKIM key under ${first[0]}. Your mail provider makes the key and shows the record.`
      : "No DKIM key under the usual names. Your mail provider makes the key and names its selector: look for that one.";
  // What answers for every name, such as an SPF record of a wildcard, is not what was looked for.
  const found = looked.flatMap(([, texts]) => texts ?? []).filter((text) => /^v=DKIM1\b/i.test(text));
  return { what: "dkim", state: "missing", name, found, words, put: NEW_KEY };
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
  if (dkim === "unknown")
    return of("unknown", "Automatic emails carry the link. Whether receivers trust it could not be looked up.", null);
  if (dkim !== "good")
    return of("wrong", "Automatic emails carry the link. Receivers trust it when DKIM is set: see there.", null);
  return of("good", "Automatic emails carry a link for one click, signed by DKIM.", null);
}
