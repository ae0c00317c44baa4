/** Words of a refusal that say what is wrong is not the address: it may be right tomorrow, or for other words. */
const passing: readonly RegExp[] = [
  /\b(mailbox|quota|inbox|account|storage)\b.{0,40}\b(full|exceed|over)|over ?quota|out of (disk|storage)|insufficient (disk|storage|system)|exceeds? (allowed|the (maximum|size))|disk full|not enough (disk|space)/i,
  /too (big|large)|size limit|message (size|length) exceed/i,
  /\b(spam|virus|malware|phishing|blacklist|blocklist|blocked|denylist|dnsbl|rbl|reputation|policy|content (filter|rejected)|unsolicited|bulk|dmarc|spf|dkim|authenticat|banned|suspicious)/i,
  /greylist|try again|temporar|deferred|rate limit|too many (connections|messages|recipients|errors)|throttl|retry timeout|timed? ?out|in the queue too long|connection (refused|reset|lost|dropped)|no route to host|network (error|is unreachable)|unable to connect|wasn't able to establish/i,
  /\bdelayed\b|still being retried|temporary failure|warning only|will (continue|be retried|keep trying)/i,
  /sender (address|domain)|domain of sender|purported responsible|not (currently )?accepting|service (currently |temporarily )?unavailable|server busy|too many hops|receiving mail at a rate/i,
  /relay(ing)? (access )?denied|relaying not|unable to relay/i,
];

const wrong: readonly RegExp[] = [
  /\b(user|recipient|mailbox|account|address|alias|destination)\b.{0,60}\b(unknown|not found|invalid|disabled|inactive|suspended|does(n't| not) exist|not exist|not (a )?(valid|registered|available)|no longer|not listed|deactivated|expired|unrouteable)/i,
  /\b(unknown|invalid|no such|nonexistent|bad|unrouteable|inactive|disabled)\b.{0,20}\b(user|recipient|mailbox|account|address|person|local|destination|name|domain|host)/i,
  /no mailbox (here )?by that name|isn't (in my|listed)|not our customer|host (unknown|not found)|(host|domain) (name lookup failure|does not exist)|name server.{0,20}not found|doesn't have a .{0,20} account|does(n't| not) have an? .{0,30}(account|mailbox)|no mx|couldn't find any host/i,
];

/** Whether the address itself is wrong, from the enhanced code and the words of the refusal. What is unclear but permanent is taken for wrong. */
export function isHard(action: string, status: string, words: string): boolean {
  // A domain that is not there stays away, although its name server is asked again for days.
  if (action === "failed" && /\bnxdomain\b|responded with code nxdomain/i.test(words)) return true;
  if (action === "delayed" || status.startsWith("4")) return false;
  if (/^5\.1\.(0|1|2|3|6|10)$/.test(status) && !passing[2]?.test(words)) return true;
  if (/^5\.[2-7]\.\d+$/.test(status) && !wrong.some((one) => one.test(words))) {
    const isAddress = /recipient address rejected/i.test(words);
    if (!isAddress && /^5\.(2\.2|2\.3|3\.\d+|4\.\d+|7\.\d+)$/.test(status)) return false;
  }
  if (wrong.some((one) => one.test(words))) return true;
  if (/recipient address rejected/i.test(words) && !passing[2]?.test(words)) return true;
  return !passing.some((one) => one.test(words)) && !/(^|[^\d.])4\d\d[ -]/.test(words);
}

export type AddressFault = "hard" | "soft";

/**
 * What a refusal for good says of the address, by the command that it answers. The enhanced code decides where there is one (RFC 3463): 5.1
 * is the address, 5.2 the mailbox. Without one RCPT TO is about the recipient and 550, 551, 553 and 556 mean that there is none (RFC 5321,
 * 4.2.2; RFC 7504), unless the words say that it is about us or about what we wrote; MAIL FROM and DATA are about those.
 */
export function addressFault({ command, code, response }: Refusal): AddressFault | null {
  if (command !== "RCPT TO" && command !== "DATA") return null;
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] ?? "";
  if (aboutUs.some((one) => one.test(response))) return null;
  const isOfRecipient = /^5\.(1\.(0|1|2|3|6|10)|2\.\d+)$/.test(status);
  if (status !== "" ? !isOfRecipient : command !== "RCPT TO" || !ofAddress.includes(code)) return null;
  if (code !== 552 && isHard("failed", status, response)) return "hard";
  return isOfRecipient || code === 552 ? "soft" : null;
}

type Refusal = { command: string; code: number; response: string };
const ofAddress: readonly number[] = [550, 551, 552, 553, 556];
// Said to whoever sends, at whichever recipient: an address that fails for one sender alone is not wrong.
const aboutUs: readonly RegExp[] = [
  /sender verif|verification failed|callout|(reject|refus|unknown|invalid)\w* sender|your (ip|host|server|address|network)|helo|ehlo|reverse dns|\bptr\b/i,
  /(sending|hourly|daily|outgoing|message) (rate|limit|quota)|too many|access denied|denied access|(not|n't) (allowed|permitted|authori[sz]ed) to (send|relay)|permission|log ?in|auth/i,
  /rcpthosts|allowed (rcpt|recipient) hosts|relay/i,
];
