"use client";

import { useRef } from "react";
import { Dialog } from "@/components/ui/dialog";
import { LocalTime } from "@/components/ui/local-time";
import type { QueuedMessage } from "@/lib/sending/schema";
import type { MessageDraft } from "./message-draft";
import { WriteMessageForm, type WriteMessageProps } from "./write-message-form";

export type WriteMessageDialogProps = WriteMessageProps & { open: boolean };

/** A message to one lead: it takes its slot when it is sent or scheduled, as the log dialog does. */
export function WriteMessageDialog(props: WriteMessageDialogProps) {
  const { open, onOpenChange, lead, replyTo, onSent } = props;
  const form = useRef<HTMLFormElement>(null);
  const focusFirst = (event: Event) => {
    event.preventDefault();
    form.current?.querySelector<HTMLElement>(firstField(props))?.focus();
  };
  const finish = (sent: QueuedMessage, draft: MessageDraft) => {
    onOpenChange(false);
    onSent(sent, draft);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={replyTo ? "Reply" : "Write message"}
      subtitle={
        <>
          {lead.name}
          {lead.company ? `, ${lead.company}` : ""} <LocalTime zone={lead.timezone} />
        </>
      }
      onOpenAutoFocus={focusFirst}
    >
      <WriteMessageForm key={replyTo?.id} {...props} formRef={form} onSent={finish} />
    </Dialog>
  );
}

/** Who answers knows where and about what: what is left is the text. */
const firstField = ({ replyTo, channel }: WriteMessageProps) =>
  replyTo || (channel && channel !== "email") ? "[name=text], .rich-text" : "[name=subject], [name=text]";
