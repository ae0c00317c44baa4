"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";

export type FormDialogProps = {
  /** what the button says, and the dialog */
  title: string;
  submit: string;
  busy: boolean;
  problem: string | null;
  primary?: boolean;
  onSubmit: () => void;
  open: boolean;
  setOpen: (open: boolean) => void;
  children: ReactNode;
};

/** A button that opens a form of one thing to write. */
export function FormDialog({
  title,
  submit,
  busy,
  problem,
  primary = false,
  onSubmit,
  open,
  setOpen,
  children,
}: FormDialogProps) {
  return (
    <>
      <Button variant={primary ? "primary" : "default"} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={title} width="s">
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
            <span className="grow" />
            <DialogClose />
            <Button type="submit" variant="primary" busy={busy}>
              {submit}
            </Button>
          </footer>
        </form>
      </Dialog>
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
