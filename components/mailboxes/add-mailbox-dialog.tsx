"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { AddMailboxInput } from "@/lib/mailboxes/schema";
import { ServerFields, TextField } from "./server-fields";
import { readingIn, serverIn } from "./server-input";

type AddMailboxDialogProps = { add: SettingsAction<AddMailboxInput>; mayShare: boolean };

/** Connects a mailbox with its servers and password. */
export function AddMailboxDialog({ add, mayShare }: AddMailboxDialogProps) {
  const [open, setOpen] = useState(false);
  const { run, busy, problem, forget } = useAction(add, () => {
    setOpen(false);
    showToast({ message: "Mailbox connected. Test it next." });
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run(inputOf(new FormData(event.currentTarget)));
  };
  return (
    <>
      <Button
        variant="primary"
        icon={Plus}
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        Connect mailbox
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Connect mailbox">
        <form noValidate onSubmit={submit}>
          <div className="body form">
            {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
            <TextField name="address" label="Address" type="email" errors={problem?.errors} />
            <TextField name="sender_name" label="Name that recipients see" errors={problem?.errors} optional />
            {mayShare ? <Checkbox name="shared">The whole organization's, instead of mine</Checkbox> : null}
            <ServerFields kind="smtp" title="Sending (SMTP)" port={465} errors={problem?.errors} />
            <ServerFields kind="imap" title="Reading (IMAP)" port={993} errors={problem?.errors} />
            <TextField name="hour_limit" label="Most in an hour" errors={problem?.errors} optional />
          </div>
          <footer>
            <span className="grow" />
            <DialogClose />
            <Button type="submit" variant="primary" busy={busy}>
              Connect
            </Button>
          </footer>
        </form>
      </Dialog>
    </>
  );
}

function inputOf(form: FormData): AddMailboxInput {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    address: text("address"),
    sender_name: text("sender_name") || null,
    shared: form.get("shared") !== null,
    smtp: serverIn(form, "smtp", text("address")),
    imap: readingIn(form, text("address")),
    hour_limit: text("hour_limit") ? Number(text("hour_limit")) : null,
  };
}
