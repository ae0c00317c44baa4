"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";

type EditDialogProps = {
  title: string;
  subtitle?: string;
  submit: string;
  busy: boolean;
  problem: string | null;
  onSubmit: () => void;
  open: boolean;
  setOpen: (open: boolean) => void;
  /** another way on, apart from the others */
  aside?: ReactNode;
  children: ReactNode;
};

/** A form of one thing to write. */
export function EditDialog(props: EditDialogProps) {
  const { title, subtitle, submit, busy, problem, onSubmit, open, setOpen, aside, children } = props;
  return (
    <Dialog open={open} onOpenChange={setOpen} title={title} subtitle={subtitle} width="s">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <div className="body">
          {children}
          {problem ? (
            <p className="hint bad" role="alert">
              {problem}
            </p>
          ) : null}
        </div>
        <footer>
          {aside}
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={busy}>
            {submit}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** A button that opens a form of one thing to write; both have one title. */
export function FormDialog({ primary = false, ...dialog }: EditDialogProps & { primary?: boolean }) {
  return (
    <>
      <Button variant={primary ? "primary" : "default"} onClick={() => dialog.setOpen(true)}>
        {dialog.title}
      </Button>
      <EditDialog {...dialog} />
    </>
  );
}

/** Whether the dialog is open, and what stands in its fields. */
export function useFields<F extends Record<string, string>>(first: F) {
  const [open, setOpen] = useState(false);
  const [fields, setFields] = useState(first);
  const set = (name: keyof F & string) => (event: { target: { value: string } }) =>
    setFields((before) => ({ ...before, [name]: event.target.value }));
  const close = () => {
    setOpen(false);
    setFields(first);
  };
  return { open, setOpen, fields, set, close };
}
