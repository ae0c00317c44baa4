"use client";

import { type FormEvent, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { Mailbox, UpdateMailboxInput } from "@/lib/mailboxes/schema";
import { TextField } from "./server-fields";

type KeysDialogProps = { mailbox: Mailbox; update: SettingsAction<UpdateMailboxInput> };
type KeyName = keyof NonNullable<UpdateMailboxInput["keys"]>;

const fields: Record<Mailbox["provider"], readonly [KeyName, string][]> = {
  smtp: [],
  resend: [
    ["api_key", "API key"],
    ["webhook_secret", "Secret of the webhook"],
  ],
  twilio: [
    ["account_sid", "Account SID"],
    ["auth_token", "Auth token"],
  ],
};

/** New keys of a provider, when the old ones were withdrawn or made anew; the address of its webhooks stays. */
export function KeysDialog({ mailbox, update }: KeysDialogProps) {
  const [open, setOpen] = useState(false);
  const { run, busy, problem, forget } = useAction(update, () => {
    setOpen(false);
    showToast({ message: "Saved. Test it next." });
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = fields[mailbox.provider].map(([name]) => [name, String(form.get(`keys.${name}`) ?? "").trim()]);
    run({ mailbox_id: mailbox.id, keys: Object.fromEntries(typed.filter(([, text]) => text)) });
  };
  return (
    <>
      <Button
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        Keys
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Keys of ${mailbox.address}`}>
        <form noValidate onSubmit={submit}>
          <div className="body form">
            {problem && !problem.errors?.some(({ path }) => path.startsWith("keys.")) ? (
              <Note tone="bad">{problem.errors?.[0]?.message ?? problem.detail}</Note>
            ) : null}
            <p className="hint">What is left empty stays as it is. The address for its webhooks does too.</p>
            {fields[mailbox.provider].map(([name, label]) => (
              <TextField
                key={name}
                name={`keys.${name}`}
                label={label}
                type={name === "account_sid" ? "text" : "password"}
                errors={problem?.errors}
              />
            ))}
          </div>
          <footer>
            <span className="grow" />
            <DialogClose />
            <Button type="submit" variant="primary" busy={busy}>
              Save keys
            </Button>
          </footer>
        </form>
      </Dialog>
    </>
  );
}
