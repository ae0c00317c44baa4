import { cutText } from "@/lib/core/text-rules";

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
  const said = response ? ` The server said: ${cutText(response, 200)}` : "";
  if (responseCode === 535 || responseCode === 534 || code === "EAUTH" || /auth/i.test(command ?? ""))
    return `The server did not take the user name or password. Many providers want an app password here instead of your own.${said}`;
  if (responseCode === 454 || responseCode === 421) return `The server is busy. Try again in a few minutes.${said}`;
  if (/certificate|self.signed|altname/i.test(message))
    return "The server's certificate does not belong to this name. Use the name from your provider's help page.";
  return `${networkWords[code ?? ""] ?? message}${said}`;
}
