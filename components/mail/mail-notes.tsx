import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { SendingStanding } from "@/lib/sending-limits/schema";

type MailNotesProps = {
  sending: SendingStanding;
  /** emails of people without a mailbox leave by a server; else they are captured */
  leaves: boolean;
};

/** What holds for everything in the list: whether anything leaves at all. */
export function MailNotes({ sending, leaves }: MailNotesProps) {
  const mailboxes = <ButtonLink href="/settings/mailboxes">Mailboxes</ButtonLink>;
  if (sending.paused)
    return (
      <Note standing end={mailboxes}>
        Nothing leaves: {sending.reason} Messages keep their place.
      </Note>
    );
  if (sending.refused)
    return (
      <Note standing tone="bad" end={mailboxes}>
        Emails of people without a mailbox wait: {sending.refused.reason}
      </Note>
    );
  if (leaves) return null;
  return (
    <Note standing end={mailboxes}>
      No mail server is set. Emails of people without a mailbox are captured here and go nowhere.
    </Note>
  );
}
