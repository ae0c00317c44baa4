import type { StoredFile } from "@/lib/attachments/queries";
import { readAttachment } from "@/lib/attachments/store-attachment";
import { AppError } from "@/lib/core/errors";
import { currentTime } from "@/lib/core/time";
import { composeMail } from "@/lib/mail/compose-mail";
import { smtpServerOf } from "@/lib/mail/open-smtp-line";
import { isLoopback, type Letter } from "@/lib/mail/rules";
import { trackHtml } from "@/lib/tracked-links/rules";
import { signTrackedLink } from "@/lib/tracked-links/sign-tracked-link";
import { isAutomated, unsubscribeFooter, unsubscribeHeaders } from "@/lib/unsubscribes/rules";
import { signUnsubscribeLink } from "@/lib/unsubscribes/sign-unsubscribe-link";
import type { Claimed } from "./schema";

/** The mail of a message. What nobody pressed Send for says who sends it, from where, and how to get no more of it (RFC 2369, RFC 8058). */
export async function composeLetter(written: Claimed, orgId: string, date = currentTime()): Promise<Letter> {
  if (written.transport === "twilio") return composeText(written);
  const message = { ...written, html: followed(written, orgId) };
  const { headers, text, html } = isAutomated(message.source)
    ? withWayOut(message, orgId)
    : { ...message, headers: {} };
  return composeMail({
    id: message.id,
    messageId: message.message_id,
    from: message.from,
    to: message.to,
    subject: message.subject,
    text,
    html,
    inReplyTo: message.in_reply_to,
    references: message.references,
    headers,
    attachments: await Promise.all(message.files.map((file) => carried(file, orgId))),
    date,
  });
}

// A text has no headers: what nobody pressed Send for says its way out in words that are understood everywhere.
function composeText({ id, message_id: messageId, from, to, text, source }: Claimed): Letter {
  const words = isAutomated(source) ? `${text}\nReply STOP to end.` : text;
  const mail = { from, to, subject: null, text: words, html: null, headers: {} };
  return { id, messageId, from: from.address, to: to.address, raw: Buffer.from(words), mail };
}

const carried = async (file: StoredFile, orgId: string) => ({
  filename: file.name,
  contentType: file.media_type,
  content: await readAttachment(orgId, file),
});

function withWayOut(message: Claimed, orgId: string) {
  const { organization, postal_address: postalAddress, from } = message;
  if (!postalAddress)
    throw new AppError(
      "INVALID",
      "An automatic email must say where its sender is. An admin enters the postal address in the settings.",
    );
  requireReachable(message);
  const url = signUnsubscribeLink({ orgId, communicationId: message.id }, publicAddress());
  const footer = unsubscribeFooter({ organization, postalAddress, url });
  return {
    headers: unsubscribeHeaders(url, from.address),
    text: message.text + footer.text,
    html: message.html && message.html + footer.html,
  };
}

/** UNAVAILABLE while the way out would lead nowhere: the message waits until the operator has said where people reach this Touchline. */
function requireReachable(message: Claimed): void {
  const { TOUCHLINE_URL: base } = process.env;
  if (!reachesPeople(message) || (base && !isLoopback(new URL(base).hostname))) return;
  throw new AppError(
    "UNAVAILABLE",
    "An automatic email carries a link to get no more of them, and the address under which people reach this Touchline is not set. Your operator sets TOUCHLINE_URL.",
  );
}

/** Whether it leaves this machine, or a network of tests, for people. */
function reachesPeople({ transport, mailbox }: Claimed): boolean {
  const { SMTP_URL: smtp, RESEND_URL: resend, TOUCHLINE_PRIVATE_HOSTS: inside } = process.env;
  if (transport === "resend") return !resend;
  if (transport !== "smtp") return false;
  return mailbox ? inside !== "1" : Boolean(smtp && !isLoopback(smtpServerOf(smtp).host));
}

// Here and not in what is stored: the ledger keeps what was written. Without a public address the links would lead nowhere.
function followed({ id: communicationId, html, tracking }: Claimed, orgId: string): string | null {
  const { TOUCHLINE_URL: base } = process.env;
  if (!html || !tracking || !base) return html;
  const word = (url: string | null) => signTrackedLink({ orgId, communicationId, url });
  const at = base.replace(/\/+$/, "");
  return trackHtml(html, { link: (url) => `${at}/c/${word(url)}`, pixel: `${at}/o/${word(null)}` });
}

// The worker answers no request that would say under which name it is known.
const publicAddress = () => process.env.TOUCHLINE_URL || `http://localhost:${process.env.PORT || 3000}`;
