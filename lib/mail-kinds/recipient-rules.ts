import type { MailReport } from "./parse-report";
import { addressIn, fieldsOf } from "./status-rules";

const at = String.raw`["']?([A-Za-z0-9!#$%&'*+/=?^_\`{|}~.-]{1,128}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?)["']?`;

// From the surest to the weakest: how mail servers have named the address that failed.
const namings: readonly RegExp[] = [
  new RegExp(String.raw`^\s*<${at}>\s*(?::|\.\.\.|\(|$)`, "gim"),
  new RegExp(
    String.raw`^\s*(?:[*•-]\s*)?<?${at}>?\s*(?::|\[|$|\((?:reason|unrecoverable|expanded|ultimately|generated))`,
    "gim",
  ),
  new RegExp(
    String.raw`\b(?:deliver(?:ed|y|ing)?|send|sent|recipients?|address(?:es)?|mailbox|user|account|errors?|size|to|for)\b[^@\n]{0,60}?[:\s<]<?${at}>?`,
    "gi",
  ),
  new RegExp(String.raw`\brcpt to:\s*<?${at}>?`, "gi"),
  new RegExp(`<${at}>`, "g"),
  new RegExp(at, "g"),
];

/** The address that a report in plain words says has failed, else the one that the returned message went to; null when it names none. */
export function failedAddress(report: MailReport): string | null {
  const original = fieldsOf(
    report.returned
      .slice(0, 20_000)
      .split(/\n\s*\n(?=\S)/)
      .find((block) => /^[\w-]+:/m.test(block)) ?? "",
  );
  const own = new Set([report.from, addressIn(original.get("from") ?? "") ?? "", ...report.to]);
  const named = (candidates: string[], strict: boolean) =>
    candidates.find((one) => !isMachine(one) && (!strict || !own.has(one))) ?? null;
  const words = withoutAsides(report.words);
  for (const strict of [true, false]) {
    for (const pattern of namings.slice(0, strict ? namings.length : 2)) {
      const found = [...words.matchAll(pattern)].map((match) => (match[1] ?? "").toLowerCase());
      const answer = named(found, strict);
      if (answer !== null) return answer;
    }
  }
  const sentTo = ["x-envelope-to", "x-original-to", "to", "delivered-to"].map((name) =>
    addressIn(original.get(name) ?? ""),
  );
  return named(
    sentTo.filter((one) => one !== null),
    false,
  );
}

// Lines that name others: whom to ask, who sent it, which message it was.
const withoutAsides = (words: string) =>
  words
    .split("\n")
    .filter(
      (line) =>
        !/^\s*(message-?id|from|reply-to|sender|return-path|original sender|mail from)\s*:|mail from:|contact|e-?mail to postmaster|send mail to/i.test(
          line,
        ),
    )
    .join("\n");

const isMachine = (address: string) =>
  /^(postmaster|mailer-daemon|mail-daemon|noreply|no-reply|abuse|support|helpdesk)@/.test(address) ||
  /\.eml$/.test(address);
