import { normalizePhone } from "@/lib/contact-points/rules";
import { AppError, notFound } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { getMailbox, secretsOf } from "@/lib/mailboxes/queries";
import { readWebhookToken } from "@/lib/mailboxes/sign-webhook-path";
import { receiveText } from "@/lib/received/receive-text";
import { recordProviderEvent } from "./record-provider-event";
import { isText, readText, twilioKinds } from "./text-rules";
import { contextOf, verifyTwilio } from "./verify-webhook";

export type TwilioRequest = {
  token: string;
  signature: string | null;
  url: string;
  fields: Record<string, string>;
  now: Date;
  requestId: string;
};

/**
 * Takes what Twilio asks of us at the one address it was given: a text that came in, or what became of one that left. NOT_FOUND for a word
 * that is not ours, UNAUTHENTICATED when it is forged. What was told before changes nothing.
 */
export async function acceptTwilio(request: TwilioRequest): Promise<{ stored: boolean }> {
  const { token, signature, url, fields, now, requestId } = request;
  const whose = readWebhookToken(token);
  if (!whose) throw notFound("webhook");
  const ctx = contextOf(whose.orgId, now, requestId);
  const { key, region } = await read(ctx, "mailboxes:read", async (tx) => {
    const { auth_token: key } = secretsOf(tx, await getMailbox(tx, whose.mailboxId));
    const [row] = await tx.sql<
      { region: string }[]
    >`select default_region as region from organizations where id = ${tx.orgId}`;
    return { key, region: row?.region ?? ctx.defaultRegion };
  });
  if (verifyTwilio(signature, url, fields, key ?? "") !== "ok")
    throw new AppError("UNAUTHENTICATED", "The signature of this webhook is not right.");
  const sid = fields.MessageSid ?? fields.SmsSid ?? "";
  if (isText(fields)) {
    const from = normalizePhone(fields.From ?? "", region);
    const text = readText(fields, from.ok ? from.norm : null);
    return text && sid ? receiveText(ctx, { ...text, mailbox_id: whose.mailboxId, sid }) : { stored: false };
  }
  const status = fields.MessageStatus ?? "";
  const kind = twilioKinds[status];
  if (!kind || !sid) return { stored: false };
  return recordProviderEvent(ctx, {
    provider: "twilio",
    provider_event_id: `${sid} ${status}`,
    kind,
    at: now,
    communication_id: null,
    provider_message_id: sid,
    url: null,
    visitor: null,
    raw: JSON.stringify(fields),
  });
}
