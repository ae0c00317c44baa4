"use client";

import { useRef } from "react";
import { Dialog } from "@/components/ui/dialog";
import { LocalTime } from "@/components/ui/local-time";
import { LogContactForm, type LogContactProps } from "./log-contact-form";
import type { LoggedTouch } from "./use-log-form";

export type LogContactDialogProps = LogContactProps & { open: boolean };

/** Two intents, one command: "I'm about to contact" takes the slot, "It already happened" is never refused. */
export function LogContactDialog(props: LogContactDialogProps) {
  const { open, onOpenChange, lead, onLogged } = props;
  const form = useRef<HTMLFormElement>(null);
  const focusIntent = (event: Event) => {
    event.preventDefault();
    form.current?.querySelector<HTMLInputElement>("input[name=intent]:checked")?.focus();
  };
  const finish = (touch: LoggedTouch) => {
    onOpenChange(false);
    onLogged?.(touch);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Log contact"
      subtitle={
        <>
          {lead.name}
          {lead.company ? `, ${lead.company}` : ""} <LocalTime zone={lead.timezone} />
        </>
      }
      onOpenAutoFocus={focusIntent}
    >
      <LogContactForm {...props} formRef={form} onLogged={finish} />
    </Dialog>
  );
}
