"use client";

import { type FormEvent, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import type { LinkProviderInput } from "@/lib/mailboxes/schema";
import { TextField } from "./server-fields";
import { WebhookAddress } from "./webhook-address";

type AddProviderDialogProps = {
  link: SettingsAction<LinkProviderInput, { address: string; webhook_path: string }>;
  /** where this house is reached from outside, which stands before the path of a webhook */
  origin: string;
};

const PROVIDERS = [
  { value: "resend", label: "Resend (email)" },
  { value: "twilio", label: "Twilio (SMS)" },
] as const;

/** Connects a provider that sends by HTTP for the whole organization and shows where its webhooks go. */
export function AddProviderDialog({ link, origin }: AddProviderDialogProps) {
  const [open, setOpen] = useState(false);
  const [provider, setProvider] = useState("resend");
  const [linked, setLinked] = useState<{ address: string; webhook_path: string } | null>(null);
  const { run, busy, problem, forget } = useAction(link, setLinked);
  const errors = problem?.errors;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run(inputOf(provider, new FormData(event.currentTarget)));
  };
  return (
    <>
      <Button
        onClick={() => {
          forget();
          setLinked(null);
          setOpen(true);
        }}
      >
        Connect provider
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Connect provider">
        {linked ? (
          <Linked
            provider={provider === "twilio" ? "twilio" : "resend"}
            address={linked.address}
            url={origin + linked.webhook_path}
            done={() => setOpen(false)}
          />
        ) : (
          <form noValidate onSubmit={submit}>
            <div className="body form">
              {problem && !errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
              <Field label="Provider">
                {(ids) => (
                  <Select
                    {...ids}
                    options={PROVIDERS}
                    value={provider}
                    onChange={(event) => setProvider(event.target.value)}
                  />
                )}
              </Field>
              {provider === "resend" ? <ResendFields errors={errors} /> : <TwilioFields errors={errors} />}
              <Checkbox name="is_default">What has no mailbox of its own leaves by it</Checkbox>
            </div>
            <footer>
              <span className="grow" />
              <DialogClose />
              <Button type="submit" variant="primary" busy={busy}>
                Connect
              </Button>
            </footer>
          </form>
        )}
      </Dialog>
    </>
  );
}

type Errors = Parameters<typeof TextField>[0]["errors"];

const ResendFields = ({ errors }: { errors: Errors }) => (
  <>
    <TextField key="resend" name="address" label="Address" type="email" errors={errors} />
    <TextField name="sender_name" label="Name that recipients see" errors={errors} optional />
    <TextField name="api_key" label="API key" type="password" errors={errors} />
    <TextField name="webhook_secret" label="Secret of the webhook" type="password" errors={errors} optional />
  </>
);

const TwilioFields = ({ errors }: { errors: Errors }) => (
  <>
    <TextField key="twilio" name="address" label="Phone number" type="tel" errors={errors} />
    <TextField name="account_sid" label="Account SID" errors={errors} />
    <TextField name="auth_token" label="Auth token" type="password" errors={errors} />
  </>
);

type LinkedProps = { provider: "resend" | "twilio"; address: string; url: string; done: () => void };

function Linked({ provider, address, url, done }: LinkedProps) {
  return (
    <>
      <div className="body form">
        <Note>{address} is connected.</Note>
        <WebhookAddress provider={provider} url={url} />
      </div>
      <footer>
        <span className="grow" />
        <Button variant="primary" onClick={done}>
          Done
        </Button>
      </footer>
    </>
  );
}

function inputOf(provider: string, form: FormData): LinkProviderInput {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const shared = { address: text("address"), is_default: form.get("is_default") !== null };
  if (provider === "twilio")
    return { provider: "twilio", ...shared, account_sid: text("account_sid"), auth_token: text("auth_token") };
  return {
    provider: "resend",
    ...shared,
    sender_name: text("sender_name") || null,
    api_key: text("api_key"),
    ...(text("webhook_secret") && { webhook_secret: text("webhook_secret") }),
  };
}
