import { getCountries, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { getDomain, parse } from "tldts";

/** Countries whose phone numbers are known, by two letters. */
export const REGIONS: readonly string[] = getCountries();
export const isRegion = (code: string) => isSupportedCountry(code);

/** The one form an address is stored, guarded and looked up by, or why it is none, in words for the person who typed it. */
export type Normal = { ok: true; norm: string } | { ok: false; reason: string };

const longestInput = 1000;
const longestEmail = 254; // RFC 5321, 4.5.3.1.3 less the angle brackets
const longestLocalPart = 64; // RFC 5321, 4.5.3.1.1
const longestHost = 253;
const dotlessMailHosts = new Set(["gmail.com", "googlemail.com"]);

/**
 * Email: trimmed, NFKC, lower case, host in A-labels, `+tag` removed, dots removed at Gmail only.
 * Two spellings of one mailbox have one normal form; the address to send to is the raw one.
 */
export function normalizeEmail(raw: string): Normal {
  const text = plainText(raw, "The email address");
  if (!text.ok) return text;
  const address = text.norm.replace(/^mailto:/, "");
  if (address === "") return refuse("The email address is empty.");
  if (/\s/.test(address)) return refuse("The email address contains a space. Write one address alone, without a name.");
  const at = address.lastIndexOf("@");
  if (at < 0) return refuse("The email address has no @.");
  const host = asciiHost(address.slice(at + 1));
  if (!host.ok) return refuse(`The part after the @ is not a mail domain: ${host.reason}`);
  const local = localPart(address.slice(0, at), host.norm);
  if (!local.ok) return local;
  if (at + 1 + host.norm.length > longestEmail)
    return refuse(`The email address is longer than ${longestEmail} characters.`);
  return { ok: true, norm: `${local.norm}@${host.norm}` };
}

/**
 * Phone: E.164, read with the organization's region when no country code is given. A possible number is enough
 * (number plans change faster than any list of valid ones); an extension is dropped, it is the same line.
 */
export function normalizePhone(raw: string, region: string): Normal {
  const text = plainText(raw, "The phone number");
  if (!text.ok) return text;
  if (text.norm === "") return refuse("The phone number is empty.");
  if (text.norm.length > 250) return refuse("The phone number is too long.");
  const digits = text.norm.replace(/^tel:/, "");
  // 00 opens a country code in most of the world; where it does not, no number begins with it.
  const number = possibleNumber(digits, region) ?? possibleNumber(digits.replace(/^00/, "+"), region);
  if (number === undefined)
    return refuse("This is not a phone number. Write all its digits, with + and the country code when it is abroad.");
  return { ok: true, norm: number };
}

/** LinkedIn: the slug after `/in/`, lower case, percent-decoded. Takes a profile's address or the slug alone. */
export function normalizeLinkedin(raw: string): Normal {
  const text = plainText(raw, "The LinkedIn profile");
  if (!text.ok) return text;
  const path = profilePath(text.norm);
  if (!path.ok) return path;
  const decoded = percentDecoded(path.norm);
  if (decoded === null)
    return refuse("The LinkedIn address has a broken percent sign. Copy it again from the browser.");
  const slug = folded(decoded);
  if (!/^[\p{L}\p{N}\p{M}\p{So}_-]+$/u.test(slug))
    return refuse("A LinkedIn profile name has letters, digits and hyphens only.");
  if (slug.length < 3 || slug.length > 100) return refuse("A LinkedIn profile name has 3 to 100 characters.");
  return { ok: true, norm: slug };
}

/** Domain: the registrable domain by the public-suffix list, in A-labels. Takes a host, a web address or `@host`. */
export function normalizeDomain(raw: string): Normal {
  const text = plainText(raw, "The domain");
  if (!text.ok) return text;
  if (text.norm === "") return refuse("The domain is empty.");
  const bare = text.norm.replace(/^https?:\/\//, "").replace(/^@/, "");
  if (bare.includes("@")) return refuse("This is an email address. Write the domain alone.");
  const host = asciiHost(bare.replace(/[/?#].*$/s, "").replace(/:\d{1,5}$/, ""));
  if (!host.ok) return refuse(`This is not a domain: ${host.reason}`);
  return { ok: true, norm: registrableDomain(host.norm) ?? host.norm };
}

/**
 * The host of a normalised address or domain and each parent down to the registrable domain, nearest first:
 * a DNC entry for any of them covers the address.
 */
export function domainsOf(norm: string): readonly string[] {
  const host = norm.slice(norm.lastIndexOf("@") + 1);
  // ICANN suffixes only: an entry for github.io, a private suffix, still covers its customers.
  const least = icannDomain(host)?.length ?? host.length;
  const domains = [host];
  for (let dot = host.indexOf("."); dot >= 0 && host.length - dot > least; dot = host.indexOf(".", dot + 1)) {
    domains.push(host.slice(dot + 1));
  }
  return domains;
}

/** NFKC, lower case, no invisible characters; refuses what could end a header line or a string. */
function plainText(raw: string, subject: string): Normal {
  // Most are plain already: a thousand are asked about at once.
  if (raw.length <= longestInput && /^[\x20-\x7e]*$/.test(raw)) return { ok: true, norm: raw.toLowerCase().trim() };
  if (raw.length > longestInput) return refuse(`${subject} is longer than ${longestInput} characters.`);
  if (/[\r\n]/.test(raw)) return refuse(`${subject} contains a line break.`);
  if (/[^\P{Cc}\t]/u.test(raw)) return refuse(`${subject} contains a control character.`);
  if (/\p{Cs}/u.test(raw)) return refuse(`${subject} contains a broken character. Type it again.`);
  return { ok: true, norm: folded(raw) };
}

// Lower-casing can undo NFKC ("İ"), NFKC can bring back capitals ("℡") and spaces ("¨"): both twice reach a fixed point.
function folded(text: string): string {
  const once = text
    .replace(/\p{Cf}/gu, "")
    .normalize("NFKC")
    .toLowerCase();
  return once.normalize("NFKC").toLowerCase().trim();
}

function possibleNumber(text: string, region: string): string | undefined {
  const country = region.toUpperCase();
  const northAmerican = /^(?:\+1 ?)?\(?([2-9]\d\d)\)?[ .-]?(\d{3})[ .-]?(\d{4})$/.exec(text);
  if (northAmerican && (text.startsWith("+") || country === "US" || country === "CA")) {
    return `+1${northAmerican.slice(1).join("")}`;
  }
  const fallback = isSupportedCountry(country) ? { defaultCountry: country } : {};
  const number = parsePhoneNumberFromString(text, { extract: false, ...fallback });
  if (!number?.isPossible() || !/^\+[1-9][0-9]{6,14}$/.test(number.number)) return undefined;
  // Of some impossible strings of zeros the library strips another trunk prefix on each reading; a norm must stand still.
  return parsePhoneNumberFromString(number.number)?.number === number.number ? number.number : undefined;
}

function localPart(whole: string, host: string): Normal {
  const plain = /^[a-z0-9._-]+$/.test(whole);
  if (whole.length > longestLocalPart || (!plain && new TextEncoder().encode(whole).length > longestLocalPart))
    return refuse(`The part before the @ is longer than ${longestLocalPart} characters.`);
  if (whole.startsWith('"')) return refuse("The part before the @ is in quotes. Such addresses cannot be stored.");
  const tag = whole.indexOf("+");
  const untagged = tag < 0 ? whole : whole.slice(0, tag);
  if (untagged === "") return refuse("Nothing stands before the @.");
  if (!plain && (!/^[\p{L}\p{N}\p{M}!#$%&'*/=?^_`{|}~.-]+$/u.test(untagged) || !/^[^\s@<>()[\]\\,;:"]+$/.test(whole)))
    return refuse("The part before the @ contains a character that no address may have.");
  if (/^\.|\.\.|\.$/.test(untagged)) return refuse("The part before the @ has a dot at its end or two in a row.");
  const norm = dotlessMailHosts.has(host) ? untagged.replaceAll(".", "") : untagged;
  return { ok: true, norm };
}

/** The host in A-labels (UTS 46), as browsers and Node read it, with at least two labels and no IP address. */
function asciiHost(host: string): Normal {
  // Most are spelled so already, and browsers would leave them as they are: a thousand are asked about at once.
  const plain = plainHost.test(host) && host.length <= longestHost && !host.includes("xn--");
  const read: Normal = plain ? { ok: true, norm: host } : readHost(host);
  if (!read.ok || icannDomain(read.norm) !== null) return read;
  return refuse(`${read.norm} is an ending shared by many, not one domain.`);
}

const plainHost = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

function readHost(host: string): Normal {
  if (!/^[\p{L}\p{N}\p{M}.。-]+$/u.test(host)) return refuse("it is empty or has a character no domain may have.");
  const ascii = urlHost(host)?.replace(/\.$/, "") ?? null;
  if (ascii === null || ascii.length > longestHost) return refuse("its spelling is not allowed.");
  const labels = ascii.split(".");
  if (!labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)))
    return refuse("a part between the dots is empty, too long, or begins or ends with a hyphen.");
  if (labels.length < 2) return refuse("it has no ending such as .com.");
  if (parse(ascii).isIp || /^\d+$/.test(labels.at(-1) ?? "")) return refuse("it is a number, not a name.");
  return { ok: true, norm: ascii };
}

function urlHost(host: string): string | null {
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return null;
  }
}

const asItStands = { extractHostname: false, validateHostname: false };
function icannDomain(host: string): string | null {
  const known = knownDomains.get(host);
  if (known !== undefined) return known;
  const domain = getDomain(host, asItStands);
  if (knownDomains.size >= mostKnown) knownDomains.clear();
  knownDomains.set(host, domain);
  return domain;
}

// Addresses come by the thousand from the same few hosts; walking the list of suffixes is most of reading one.
const knownDomains = new Map<string, string | null>();
const mostKnown = 10_000;

// The whole public-suffix list, private part included: two shops below myshopify.com are not one company.
function registrableDomain(host: string): string | null {
  return getDomain(host, { allowPrivateDomains: true }) ?? getDomain(host);
}

function profilePath(text: string): Normal {
  if (text === "") return refuse("The LinkedIn profile is empty.");
  const bare = text.replace(/^https?:\/\//, "").replace(/[?#].*$/s, "");
  const [first = "", ...rest] = bare.split("/");
  if (rest.length === 0 && !first.includes(".")) return { ok: true, norm: first };
  const onLinkedin = /^([a-z0-9-]+\.)*linkedin\.com$/.test(first);
  const parts = onLinkedin || first === "" ? rest : [first, ...rest];
  if (parts[0] === "in" && parts[1]) return { ok: true, norm: parts[1] };
  if (onLinkedin) return refuse("This LinkedIn address is not a person's profile. It should contain /in/ and a name.");
  return refuse("This is not a LinkedIn profile. Copy the address of the profile, linkedin.com/in/…");
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function refuse(reason: string): Normal {
  return { ok: false, reason };
}
