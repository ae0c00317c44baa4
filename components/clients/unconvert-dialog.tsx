"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";

type UnconvertDialogProps = {
  open: boolean;
  onClose: () => void;
  leadName: string;
  unconvert: SettingsAction<string>;
};

/** The way back from a client, for an admin and with a reason. */
export function UnconvertDialog({ open, onClose, leadName, unconvert }: UnconvertDialogProps) {
  const { run, busy, problem, forget } = useAction(unconvert, () => {
    onClose();
    showToast({ message: `The conversion of ${leadName} is undone` });
  });
  const close = () => {
    forget();
    onClose();
  };
  return (
    <Dialog open={open} onOpenChange={close} title="Undo the conversion" width="s">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          run(String(new FormData(event.currentTarget).get("reason") ?? ""));
        }}
      >
        <div className="body form">
          {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
          <p className="t2">{leadName} goes back to the status from before. The client stays in the history.</p>
          <Field label="Reason" hint="It stays in the history of the lead" error={errorAt(problem?.errors, "reason")}>
            {(ids) => <Input {...ids} name="reason" autoComplete="off" autoFocus maxLength={1000} />}
          </Field>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={busy}>
            Undo the conversion
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
