"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { ROLE_OPTIONS } from "./role-names";
import { fullAddress, ShownOnce } from "./shown-once";
import { type SettingsAction, useAction } from "./use-action";

type Invite = SettingsAction<{ email: string; role: string }, { path: string }>;

/** An address and a role; the answer is a link for the admin to send. */
export function InviteDialog({ invite }: { invite: Invite }) {
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState<string | null>(null);
  const { run, busy, problem, forget } = useAction(invite, ({ path }) => setAddress(fullAddress(path)));
  const toggle = (on: boolean) => {
    setOpen(on);
    setAddress(null);
    forget();
  };
  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => toggle(true)}>
        Invite member
      </Button>
      <Dialog open={open} onOpenChange={toggle} title="Invite a member" width="s">
        {address === null ? (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              const form = new FormData(event.currentTarget);
              run({ email: String(form.get("email")), role: String(form.get("role")) });
            }}
          >
            <div className="body">
              {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
              <Field label="Email" error={errorAt(problem?.errors, "email")}>
                {(ids) => <Input {...ids} name="email" type="email" autoComplete="off" />}
              </Field>
              <Field label="Role" error={errorAt(problem?.errors, "role")}>
                {(ids) => <Select {...ids} name="role" options={ROLE_OPTIONS} />}
              </Field>
            </div>
            <footer>
              <span className="grow" />
              <DialogClose />
              <Button type="submit" variant="primary" busy={busy}>
                Make invitation
              </Button>
            </footer>
          </form>
        ) : (
          <div className="body">
            <ShownOnce
              label="Invitation link"
              value={address}
              hint="Send it to them. It works once, for 7 days, and is not shown again."
            />
          </div>
        )}
      </Dialog>
    </>
  );
}
