import { type Looked, unknown } from "./domain-rules";
import type { DomainRecord } from "./schema";

type Sending = { domain: string; hosts: readonly string[] };

/** What a record leads to: the questions that receivers must ask for it, what it names at any depth, and what of that is not there. */
export type SpfReach = { questions: number; names: readonly string[]; lost: readonly string[] };

/** Receivers ask no more (RFC 7208, 4.6.4). */
const mostQuestions = 10;

export type SpfTerm = { text: string; kind: string; value: string; lets: boolean };

const mechanism = /^([+?~-]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?:[:/](\S+))?$/i;
const modifier = /^([a-z][a-z0-9_.-]*)=(\S+)$/i;
const needsValue = ["include", "ip4", "ip6", "exists"];

/** The terms of a record; one that nobody can read has no kind. */
export function spfTerms(record: string): SpfTerm[] {
  const texts = record.trim().split(/\s+/).slice(1);
  return texts.map((text) => {
    const [, sign = "", kind = "", value = ""] = mechanism.exec(text) ?? [];
    const known = kind.toLowerCase();
    if (known && (value !== "" || !needsValue.includes(known)) && !(known === "all" && value !== ""))
      return { text, kind: known, value, lets: sign === "" || sign === "+" };
    const [, name = "", given = ""] = modifier.exec(text) ?? [];
    return { text, kind: name.toLowerCase(), value: given, lets: false };
  });
}

/** The SPF records among texts; more than one counts as none. */
export const spfRecords = (texts: readonly string[]) => texts.filter((one) => /^v=spf1(\s|$)/i.test(one));

/** The one SPF record of a domain (RFC 7208): none, several, one that is right, or what receivers will not make sense of. */
export function readSpf(looked: Looked, { domain, hosts }: Sending, reach: SpfReach): DomainRecord {
  if (looked === null) return unknown("spf", domain);
  const found = spfRecords(looked);
  const of = (state: DomainRecord["state"], words: string, put: string | null) =>
    ({ what: "spf", state, name: domain, found, words, put }) as const;
  const [record] = found;
  if (record === undefined) {
    const words = "No SPF record. Add it as a TXT record, so that receivers know your servers.";
    return of("missing", words, `v=spf1 ${sendersOf(hosts)} ~all`);
  }
  if (found.length > 1)
    return of("wrong", "Several SPF records, which count as none. Put them into one.", mergedSpf(found));
  const [words, put = null] = problemOf(record, hosts, reach) ?? [];
  return words ? of("wrong", words, put) : of("good", "SPF is set.", null);
}

/** What is wrong with a record, the worst first, and what to put in its place. */
function problemOf(record: string, hosts: readonly string[], reach: SpfReach): [string, (string | null)?] | null {
  const terms = spfTerms(record);
  const broken = terms.filter((one) => one.kind === "").map((one) => one.text);
  const end = terms.find((one) => one.kind === "all");
  const without = (gone: readonly SpfTerm[]) => spfOf(terms.filter((one) => !gone.includes(one)));
  if (end?.lets)
    return ["The SPF record lets everybody send in your name. End it with ~all or -all.", spfOf(terms, "~all")];
  if (broken.length > 0)
    return [
      `Receivers cannot read "${broken.join(" ")}", so the whole SPF record counts for nothing. Correct it, or take it out.`,
      without(terms.filter((one) => one.kind === "")),
    ];
  if (reach.lost.length > 0)
    return [
      `It names ${reach.lost.join(", ")}, where no SPF record stands, so the whole record counts for nothing. Take it out, or ask that service for the right name.`,
      without(terms.filter((one) => one.kind === "include" && reach.lost.includes(one.value.toLowerCase()))),
    ];
  if (reach.questions > mostQuestions)
    return [
      `Receivers look up at most ${mostQuestions} other names for an SPF record; this one needs ${reach.questions > 20 ? "more than 20" : reach.questions}, so it counts for nothing. Take out services that do not send for you any more, or name servers by address (ip4:).`,
    ];
  const missing = demanded(hosts).filter((one) => !reach.names.includes(one.slice("include:".length)));
  if (missing.length > 0)
    return [
      "The SPF record does not name the servers that your mailboxes send by. Add them.",
      spfOf([...missing.map((text) => ({ text, kind: "include" })), ...terms]),
    ];
  if (!terms.some((one) => one.kind === "redirect") && (!end || end.text.startsWith("?")))
    return [
      "The SPF record does not say what to do with other servers. End it with ~all or -all.",
      spfOf(terms, "~all"),
    ];
  return null;
}

/** A record of these terms, its end last: the given one, or the one that it has. */
function spfOf(terms: readonly Pick<SpfTerm, "text" | "kind">[], end?: string): string {
  const last = end ?? terms.find((one) => one.kind === "all")?.text;
  const senders = terms.filter((one) => one.kind !== "all").map((one) => one.text);
  return ["v=spf1", ...new Set(senders), ...(last ? [last] : [])].join(" ");
}

const google = "include:_spf.google.com";
const microsoft = "include:spf.protection.outlook.com";
const known: readonly [RegExp, string][] = [
  [/(^|\.)(gmail|google(mail)?)\.com$/i, google],
  [/(^|\.)(outlook|office365)\.com$/i, microsoft],
  [/^resend$/, "include:amazonses.com"],
];
const senderOf = (host: string) => known.find(([names]) => names.test(host))?.[1];

/** Those whose mail carries the domain itself as its sender; Resend's carries a name below it, with a record of its own. */
const demanded = (hosts: readonly string[]) =>
  [google, microsoft].filter((one) => hosts.some((host) => senderOf(host) === one));

function sendersOf(hosts: readonly string[]): string {
  const all = hosts.map((host) => senderOf(host) ?? `a:${host}`);
  return all.length === 0 ? "mx" : [...new Set(all)].join(" ");
}

function mergedSpf(records: readonly string[]): string {
  const terms = records.flatMap(spfTerms);
  // A record that leads elsewhere leads nowhere beside an end of its own.
  const senders = terms.map((one) => (one.kind === "redirect" ? { ...one, text: `include:${one.value}` } : one));
  return spfOf(senders, "~all");
}
