"use client";

import { type FormEvent, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { Mailbox, UpdateMailboxInput } from "@/lib/mailboxes/schema";
import { ServerFields } from "./server-fields";
import { readingIn, serverIn } from "./server-input";

type ServersDialogProps = { mailbox: Mailbox; update: SettingsAction<UpdateMailboxInput> };

/** Servers, user names and passwords of a mailbox, for a password that was changed or a provider that moved. */
export function ServersDialog({ mailbox, update }: ServersDialogProps) {
  const [open, setOpen] = useState(false);
  const { run, busy, problem, forget } = useAction(update, () => {
    setOpen(false);
    showToast({ message: "Saved. Test it next." });
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { id, address } = mailbox;
    run({ mailbox_id: id, smtp: serverIn(form, "smtp", address), imap: readingIn(form, address) });
  };
  return (
    <>
      <Button
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        Servers
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Servers of ${mailbox.address}`}>
        <form noValidate onSubmit={submit}>
          <div className="body form">
            {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
            <p className="hint">A password left empty stays what it is.</p>
            <ServerFields
              kind="smtp"
              title="Sending (SMTP)"
              port={465}
              standing={mailbox.smtp}
              errors={problem?.errors}
            />
            <ServerFields
              kind="imap"
              title="Reading (IMAP)"
              port={993}
              standing={mailbox.imap}
              errors={problem?.errors}
            />
          </div>
          <footer>
            <span className="grow" />
            <DialogClose />
            <Button type="submit" variant="primary" busy={busy}>
              Save servers
            </Button>
          </footer>
        </form>
      </Dialog>
    </>
  );
}
