import type { Finding } from "./schema";

type Failure = { message: string; code?: string; responseCode?: number; response?: string; command?: string };

const networkWords: Record<string, string> = {
  ECONNREFUSED: "Nobody listens there. Check the port: 465 for TLS, 587 for STARTTLS, 993 for reading.",
  ETIMEDOUT: "The server does not answer. Check its name and port; a firewall may be in between.",
  ESOCKET: "The connection broke off. The port and the kind of security may not belong together.",
  ETLS: "The encrypted connection failed. Try the other kind of security, or ask your provider for the right port.",
  ECONNECTION: "The server closed the connection. The port and the kind of security may not belong together.",
  EHOSTUNREACH: "There is no way to this server from here. Check its name.",
  ENOTFOUND: "There is no server of this name. Check it for a typing mistake.",
};

/** What a failed connection means for the person who gave name and password. */
export function wordsOfFailure({ message, code, responseCode, response, command }: Failure): string {
  const said = response ? ` The server said: ${response.slice(0, 200)}` : "";
  if (responseCode === 535 || responseCode === 534 || code === "EAUTH" || /auth/i.test(command ?? ""))
    return `The server did not take the user name or password. Many providers want an app password here instead of your own.${said}`;
  if (responseCode === 454 || responseCode === 421) return `The server is busy. Try again in a few minutes.${said}`;
  if (/certificate|self.signed|altname/i.test(message))
    return "The server's certificate does not belong to this name. Use the name from your provider's help page.";
  return `${networkWords[code ?? ""] ?? message}${said}`;
}

/** The one SPF record of a domain (RFC 7208): none, one that is right, or several, which count as none. */
export function readSpf(records: readonly string[]): Finding {
  const found = records.filter((one) => /^v=spf1(\s|$)/i.test(one));
  if (found.length === 0)
    return no(
      "spf",
      "No SPF record. Add the TXT record that your mail provider names, so that receivers know your servers.",
    );
  if (found.length > 1) return no("spf", "Several SPF records, which count as none. Put them into one.");
  if (/\s\+?all\b/i.test(found[0] ?? ""))
    return no("spf", "The SPF record lets everybody send in your name. End it with ~all or -all.");
  return yes("spf", "SPF is set.");
}

/** DMARC (RFC 7489), without which Gmail and Yahoo take no bulk mail. */
export function readDmarc(records: readonly string[]): Finding {
  const found = records.filter((one) => /^v=DMARC1\s*;/i.test(one));
  if (found.length !== 1)
    return no(
      "dmarc",
      found.length === 0
        ? "No DMARC record. Add one at _dmarc; p=none is enough to begin with."
        : "Several DMARC records, which count as none.",
    );
  const policy = /;\s*p\s*=\s*(none|quarantine|reject)/i.exec(found[0] ?? "")?.[1]?.toLowerCase();
  if (!policy) return no("dmarc", "The DMARC record names no policy. Add p=none, p=quarantine or p=reject.");
  return yes("dmarc", `DMARC is set (${policy}).`);
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

export function readDkim(found: readonly (readonly [string, readonly string[]])[]): Finding {
  const keys = found.filter(([, records]) =>
    records.some((one) => /(^|;)\s*p=[A-Za-z0-9+/]/.test(one.replaceAll(/\s/g, ""))),
  );
  const first = keys[0]?.[0];
  if (first) return yes("dkim", `DKIM is set (${first}).`);
  return no(
    "dkim",
    "No DKIM key under the usual names. If your provider uses another name, all may be well; ask it to be sure.",
  );
}

export const ONE_CLICK: Finding = {
  what: "one_click",
  ok: true,
  words: "Automatic emails carry a one-click unsubscribe (RFC 8058). Receivers trust it when DKIM is set.",
};

const yes = (what: Finding["what"], words: string): Finding => ({ what, ok: true, words });
const no = (what: Finding["what"], words: string): Finding => ({ what, ok: false, words });
