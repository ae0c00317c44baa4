"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Mailbox } from "@/lib/mailboxes/schema";

const hints: Record<Exclude<Mailbox["provider"], "smtp">, string> = {
  resend: "At Resend, add a webhook with this address, so that you see what became of each message.",
  twilio:
    "In the Twilio console, open your number. Under Messaging, at A message comes in, choose Webhook and HTTP POST and enter this address, and once more at Primary handler fails. What people answer then arrives in the inbox.",
};

/** Where a provider tells us of messages, and where that is entered. */
export function WebhookAddress({ provider, url }: { provider: keyof typeof hints; url: string }) {
  return (
    <Field label="Address for its webhooks" hint={hints[provider]}>
      {(ids) => <Input {...ids} readOnly value={url} onFocus={(event) => event.target.select()} />}
    </Field>
  );
}
