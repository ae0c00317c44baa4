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
  const focusFirst = (event: Event) => {
    event.preventDefault();
    form.current?.querySelector<HTMLElement>(firstField(props))?.focus();
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
      onOpenAutoFocus={focusFirst}
    >
      <LogContactForm {...props} formRef={form} onLogged={finish} />
    </Dialog>
  );
}

/** Who came by a chord or an address has chosen the channel: what is left is the text. */
function firstField({ channel }: LogContactDialogProps): string {
  if (!channel) return "input[name=intent]:checked";
  return channel === "email" ? "[name=subject]" : "[name=notes]";
}
