import { AppError, invalid, notFound } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { getMailbox, secretsOf } from "@/lib/mailboxes/queries";
import { readWebhookToken } from "@/lib/mailboxes/sign-webhook-path";
import { recordProviderEvent } from "./record-provider-event";
import { readResend, resendWebhookSchema } from "./rules";
import { contextOf, type Signed, verifyWebhook } from "./verify-webhook";

export type Webhook = { token: string; signed: Signed; body: string; now: Date; requestId: string };

/**
 * Takes a webhook of Resend (signed by Svix): NOT_FOUND for a word that is not ours, UNAUTHENTICATED when it is forged or old. What was
 * told before is taken again and changes nothing.
 */
export async function acceptWebhook({ token, signed, body, now, requestId }: Webhook): Promise<{ stored: boolean }> {
  const whose = readWebhookToken(token);
  if (!whose) throw notFound("webhook");
  const ctx = contextOf(whose.orgId, now, requestId);
  const secret = await read(
    ctx,
    "mailboxes:read",
    async (tx) => secretsOf(tx, await getMailbox(tx, whose.mailboxId)).webhook_secret,
  );
  const verdict = verifyWebhook(signed, body, secret ?? "", now);
  if (verdict !== "ok")
    throw new AppError(
      "UNAUTHENTICATED",
      verdict === "stale" ? "This webhook is too old to be believed." : "The signature of this webhook is not right.",
    );
  const told = readResend(parse(body));
  if (!told) return { stored: false };
  return recordProviderEvent(ctx, {
    provider: "resend",
    provider_event_id: signed.id,
    kind: told.kind,
    at: told.at,
    communication_id: told.communicationId,
    provider_message_id: told.emailId,
    url: told.url,
    visitor: told.visitor,
    raw: body,
  });
}

function parse(body: string) {
  try {
    const parsed = resendWebhookSchema.safeParse(JSON.parse(body));
    if (parsed.success) return parsed.data;
  } catch {}
  throw invalid("body", "This is not a webhook that we understand.");
}
