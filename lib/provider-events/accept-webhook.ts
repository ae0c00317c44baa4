import type { Context } from "@/lib/core/context";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { getMailbox, secretsOf } from "@/lib/mailboxes/queries";
import { readWebhookToken } from "@/lib/mailboxes/sign-webhook-path";
import { recordProviderEvent } from "./record-provider-event";
import { readResend, resendWebhookSchema } from "./rules";
import { type Signed, verifyTwilio, verifyWebhook } from "./verify-webhook";

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

const twilioKinds: Record<string, "delivered" | "failed"> = {
  delivered: "delivered",
  undelivered: "failed",
  failed: "failed",
};

export type StatusCallback = {
  token: string;
  signature: string | null;
  url: string;
  fields: Record<string, string>;
  now: Date;
  requestId: string;
};

/** Takes a status callback of Twilio: NOT_FOUND for a word that is not ours, UNAUTHENTICATED when it is forged. */
export async function acceptStatusCallback({
  token,
  signature,
  url,
  fields,
  now,
  requestId,
}: StatusCallback): Promise<{ stored: boolean }> {
  const whose = readWebhookToken(token);
  if (!whose) throw notFound("webhook");
  const ctx = contextOf(whose.orgId, now, requestId);
  const key = await read(
    ctx,
    "mailboxes:read",
    async (tx) => secretsOf(tx, await getMailbox(tx, whose.mailboxId)).auth_token,
  );
  if (verifyTwilio(signature, url, fields, key ?? "") !== "ok")
    throw new AppError("UNAUTHENTICATED", "The signature of this webhook is not right.");
  const { MessageSid: sid = "", MessageStatus: status = "" } = fields;
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

function parse(body: string) {
  try {
    const parsed = resendWebhookSchema.safeParse(JSON.parse(body));
    if (parsed.success) return parsed.data;
  } catch {}
  throw invalid("body", "This is not a webhook that we understand.");
}

function contextOf(orgId: string, now: Date, requestId: string): Context {
  const actor = { userId: "", name: "The provider", role: "admin" as const, via: "api" as const, scopes: [] };
  return { orgId, timezone: "UTC", defaultRegion: "US", actor, now, requestId };
}
