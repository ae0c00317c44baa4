import { domainToASCII } from "node:url";
import MailComposer from "smtp-mailer/lib/mail-composer";
import { AppError } from "@/lib/core/errors";
import { isHeaderSafe, type Letter } from "./rules";

export type Mail = {
  id: string;
  messageId: string;
  from: { name: string | null; address: string };
  to: { name: string | null; address: string };
  subject: string | null;
  /** always there: whoever reads no HTML reads this */
  text: string;
  html?: string | null;
  inReplyTo?: string | null;
  /** message ids, the oldest first */
  references?: readonly string[];
  headers?: Readonly<Record<string, string>>;
  attachments?: readonly { filename: string; contentType: string; content: Uint8Array }[];
  date: Date;
};

/** Makes the message that goes out (RFC 5322, MIME); INVALID for a field that would begin a header of its own. */
export async function composeMail(given: Mail): Promise<Letter> {
  for (const [field, value] of fieldsOf(given)) {
    if (isHeaderSafe(value)) continue;
    const message = `The ${field} holds a line break or a NUL character. Write it in one line.`;
    throw new AppError("INVALID", message, { errors: [{ path: field, message }] });
  }
  const mail = { ...given, from: byAsciiDomain(given.from), to: byAsciiDomain(given.to) };
  const composer = new MailComposer({
    from: addressOf(mail.from),
    to: addressOf(mail.to),
    subject: mail.subject ?? "",
    text: mail.text,
    ...(mail.html && { html: mail.html }),
    messageId: mail.messageId,
    date: mail.date,
    ...(mail.inReplyTo && { inReplyTo: mail.inReplyTo }),
    ...(mail.references?.length && { references: [...mail.references] }),
    headers: { ...mail.headers },
    attachments: (mail.attachments ?? []).map((one) => ({ ...one, content: Buffer.from(one.content) })),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: "\r\n",
  });
  const raw = unfoldNames(await composer.compile().build());
  return {
    id: mail.id,
    messageId: mail.messageId,
    from: mail.from.address,
    to: mail.to.address,
    raw,
    mail: partsOf(mail),
  };
}

const partsOf = ({
  from,
  to,
  subject,
  text,
  html = null,
  headers,
  messageId,
  inReplyTo,
  references,
  attachments,
}: Mail) => ({
  from,
  to,
  subject,
  text,
  html,
  headers: {
    ...headers,
    "Message-ID": messageId,
    ...(inReplyTo && { "In-Reply-To": inReplyTo }),
    ...(references?.length && { References: references.join(" ") }),
  },
  ...(attachments && { attachments }),
});

// Names are looked up as they stand: a line of their own would be right, and missed by what searches line by line.
function unfoldNames(raw: Buffer): Buffer {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.subarray(0, end).toString("latin1");
  const unfolded = head.replace(/^(Message-ID|In-Reply-To|List-Unsubscribe):\r\n[ \t]+/gim, "$1: ");
  return Buffer.concat([Buffer.from(unfolded, "latin1"), raw.subarray(end)]);
}

/** A domain of other letters goes by its ASCII name (RFC 5891), which every server knows. */
function byAsciiDomain({ name, address }: Mail["from"]): Mail["from"] {
  const at = address.lastIndexOf("@") + 1;
  return { name, address: address.slice(0, at) + (domainToASCII(address.slice(at)) || address.slice(at)) };
}

const addressOf = ({ name, address }: Mail["from"]) => ({ name: name ?? "", address });

function fieldsOf(mail: Mail): [string, string][] {
  return [
    ["subject", mail.subject ?? ""],
    ["sender's address", mail.from.address],
    ["sender's name", mail.from.name ?? ""],
    ["recipient's address", mail.to.address],
    ["recipient's name", mail.to.name ?? ""],
    ["Message-ID", mail.messageId],
    ["In-Reply-To", mail.inReplyTo ?? ""],
    ...(mail.references ?? []).map((one): [string, string] => ["References", one]),
    ...Object.entries(mail.headers ?? {}).flatMap(([name, value]): [string, string][] => [
      ["name of a header", name],
      [name, value],
    ]),
    ...(mail.attachments ?? []).flatMap((one): [string, string][] => [
      ["name of an attachment", one.filename],
      ["type of an attachment", one.contentType],
    ]),
  ];
}
