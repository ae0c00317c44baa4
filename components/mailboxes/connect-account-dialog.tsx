"use client";

import { type FormEvent, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { TextField } from "./server-fields";

export type StartConnection = SettingsAction<
  { provider: string; address?: string | null; shared?: boolean; mailbox_id?: string },
  { url: string }
>;
type ConnectAccountDialogProps = {
  provider: { code: string; name: string };
  start: StartConnection;
  mayShare: boolean;
};

/** The page of the provider, in this window: it comes back here. */
export const goTo = ({ url }: { url: string }) => window.location.assign(url);

/** Connects a mailbox by its provider's own sign-in, without a password. */
export function ConnectAccountDialog({ provider, start, mayShare }: ConnectAccountDialogProps) {
  const [open, setOpen] = useState(false);
  const { run, busy, problem, forget } = useAction(start, goTo);
  const title = `Connect with ${provider.name}`;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const address = String(form.get("address") ?? "").trim() || null;
    run({ provider: provider.code, address, shared: form.get("shared") !== null });
  };
  return (
    <>
      <Button
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        {title}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={title}>
        <form noValidate onSubmit={submit}>
          <div className="body form">
            {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
            <p className="t2">
              You sign in at {provider.name} and allow Touchline to send and read mail. Your password stays there.
            </p>
            <TextField name="address" label="Your address there" type="email" errors={problem?.errors} optional />
            {mayShare ? <Checkbox name="shared">The whole organization's, instead of mine</Checkbox> : null}
          </div>
          <footer>
            <span className="grow" />
            <DialogClose />
            <Button type="submit" variant="primary" busy={busy}>
              Go to {provider.name}
            </Button>
          </footer>
        </form>
      </Dialog>
    </>
  );
}
