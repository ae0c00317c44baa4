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
    return of("wrong", "Several SPF records, which count as none. Put them into one.", mergedSpf(found, hosts, reach));
  const [words, put = null] = problemOf(record, hosts, reach) ?? [];
  return words ? of("wrong", words, put) : of("good", "SPF is set.", null);
}

/** What is wrong with a record, the worst first, and what to put in its place: that with everything mended. */
function problemOf(record: string, hosts: readonly string[], reach: SpfReach): [string, (string | null)?] | null {
  const terms = spfTerms(record);
  const broken = terms.filter((one) => one.kind === "").map((one) => one.text);
  const end = terms.find((one) => one.kind === "all");
  const put = mendedSpf(terms, hosts, reach);
  if (end?.lets) return ["The SPF record lets everybody send in your name. End it with ~all or -all.", put];
  if (broken.length > 0)
    return [
      `Receivers cannot read "${broken.join(" ")}", so the whole SPF record counts for nothing. Correct it, or take it out.`,
      put,
    ];
  if (reach.lost.length > 0)
    return [
      `It names ${reach.lost.join(", ")}, where no SPF record stands, so the whole record counts for nothing. Take it out, or ask that service for the right name.`,
      put,
    ];
  if (reach.questions > mostQuestions)
    return [
      `Receivers look up at most ${mostQuestions} other names for an SPF record; this one needs ${reach.questions > 20 ? "more than 20" : reach.questions}, so it counts for nothing. Take out services that do not send for you any more, or name servers by address (ip4:).`,
    ];
  if (unnamed(hosts, reach).length > 0)
    return ["The SPF record does not name the servers that your mailboxes send by. Add them.", put];
  if (!terms.some((one) => one.kind === "redirect") && !isEnd(end))
    return ["The SPF record does not say what to do with other servers. End it with ~all or -all.", put];
  return null;
}

/** A record without what nobody can read or find, with the servers that mail leaves by, and with an end. */
function mendedSpf(terms: readonly SpfTerm[], hosts: readonly string[], reach: SpfReach): string {
  const isLost = ({ kind, value }: SpfTerm) => leading.includes(kind) && reach.lost.includes(value.toLowerCase());
  const kept = terms.filter((one) => one.kind !== "" && one.kind !== "all" && !isLost(one)).map((one) => one.text);
  const end = terms.find((one) => one.kind === "all");
  const leadsOn = !end && terms.some((one) => one.kind === "redirect" && !isLost(one));
  const last = leadsOn ? [] : [isEnd(end) ? end.text : "~all"];
  return ["v=spf1", ...new Set([...unnamed(hosts, reach), ...kept]), ...last].join(" ");
}

const leading = ["include", "redirect"];
/** An end that says something: neither that anybody may, nor nothing. */
const isEnd = (end: SpfTerm | undefined): end is SpfTerm => end !== undefined && !end.lets && !end.text.startsWith("?");

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
const unnamed = (hosts: readonly string[], { names }: SpfReach) =>
  demanded(hosts).filter((one) => !names.includes(one.slice("include:".length)));

function sendersOf(hosts: readonly string[]): string {
  const all = hosts.map((host) => senderOf(host) ?? `a:${host}`);
  return all.length === 0 ? "mx" : [...new Set(all)].join(" ");
}

function mergedSpf(records: readonly string[], hosts: readonly string[], reach: SpfReach): string {
  // A record that leads elsewhere leads nowhere beside an end of its own.
  const terms = records.flatMap(spfTerms).map((one) => (one.kind === "redirect" ? asInclude(one) : one));
  return mendedSpf([...terms.filter((one) => one.kind !== "all"), ...spfTerms("v=spf1 ~all")], hosts, reach);
}

const asInclude = (one: SpfTerm): SpfTerm => ({ ...one, kind: "include", text: `include:${one.value}` });
