"use client";

import { type FormEvent, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { Mailbox, UpdateMailboxInput } from "@/lib/mailboxes/schema";

type FoldersDialogProps = { mailbox: Mailbox; update: SettingsAction<UpdateMailboxInput> };

/** Which folders of a mailbox are read. */
export function FoldersDialog({ mailbox, update }: FoldersDialogProps) {
  const [open, setOpen] = useState(false);
  const { id: mailbox_id, address, folders, folders_chosen: isChosen } = mailbox;
  const { run, busy, problem, forget } = useAction(update, () => {
    setOpen(false);
    showToast({ message: "Saved. The next look at the mailbox, within a minute, follows it." });
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).getAll("folder").map(String);
    run({ mailbox_id, folders: chosen });
  };
  const show = () => {
    forget();
    setOpen(true);
  };
  return (
    <>
      <Button onClick={show}>Folders</Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Folders of ${address}`}>
        <form noValidate onSubmit={submit}>
          <div className="body form">
            {problem ? <Note tone="bad">{problem.errors?.[0]?.message ?? problem.detail}</Note> : null}
            {folders.length === 0 ? (
              <p className="hint">
                The folders show here once the mailbox has been read for the first time, about a minute after it is
                connected. Until somebody chooses, its inbox, its archive and its sent mail are read.
              </p>
            ) : (
              <fieldset className="grid gap-2">
                <legend className="hint pb-2">
                  Mail in these folders is read. A folder that you add is read back to 90 days ago; one that you leave
                  out keeps what was read.
                </legend>
                {folders.map(({ path, use, read }) => (
                  <Checkbox key={path} name="folder" value={path} defaultChecked={read}>
                    {path}
                    {use ? <span className="t3">, {uses[use]}</span> : null}
                  </Checkbox>
                ))}
              </fieldset>
            )}
          </div>
          <footer>
            {isChosen ? (
              <Button variant="ghost" busy={busy} onClick={() => run({ mailbox_id, folders: null })}>
                As at the beginning
              </Button>
            ) : null}
            <span className="grow" />
            <DialogClose />
            {folders.length > 0 ? (
              <Button type="submit" variant="primary" busy={busy}>
                Save folders
              </Button>
            ) : null}
          </footer>
        </form>
      </Dialog>
    </>
  );
}

const uses: Record<NonNullable<Mailbox["folders"][number]["use"]>, string> = {
  inbox: "what arrives",
  sent: "what you sent, with any program",
  all: "all mail, also what was put away",
  archive: "what was put away",
};
