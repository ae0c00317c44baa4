"use client";

import { useEffect, useRef, useState } from "react";
import { ProblemAlert } from "@/components/outreach/refusal-alert";
import { useAttempt } from "@/components/outreach/use-attempt";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import type { Colleague, Note } from "@/lib/notes/schema";
import { keepNote, readKeptNote } from "./kept-note";
import { MentionField } from "./mention-field";
import type { NoteActions } from "./note-actions";

export type NoteDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  lead: { id: string; name: string };
  /** The note that is rewritten; left out: a new one. */
  note?: Note;
  actions: NoteActions;
  onSaved: (note: Note) => void;
  signInHref: string;
};

/** A note for colleagues. What is typed is kept in this tab until it is saved. */
export function NoteDialog(props: NoteDialogProps) {
  const { open, onOpenChange, lead, note } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const listed = useRef(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={note ? "Edit note" : "Add note"}
      subtitle={lead.name}
      width="m"
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        field.current?.focus();
      }}
      onEscapeKeyDown={(event) => {
        if (listed.current) event.preventDefault();
      }}
    >
      <NoteForm key={note?.id} {...props} field={field} listed={listed} />
    </Dialog>
  );
}

type FormProps = NoteDialogProps & {
  field: React.RefObject<HTMLTextAreaElement | null>;
  listed: React.RefObject<boolean>;
};

function NoteForm({ lead, note, actions, onSaved, onOpenChange, signInHref, field, listed }: FormProps) {
  const [text, setText] = useState(() => readKeptNote(lead.id, note?.id) ?? note?.body ?? "");
  const colleagues = useColleagues(actions.loadColleagues);
  const save = (body: string, attemptId: string) => (note ? actions.edit(note.id, body) : actions.add(body, attemptId));
  const attempt = useAttempt(save, "The connection failed; try again, it will not be saved twice.");
  const { problem } = attempt.failure;
  useEffect(() => keepNote(lead.id, text === note?.body ? null : text, note?.id), [lead.id, note, text]);
  const submit = async () => {
    const saved = await attempt.run("free", () => text);
    if (!saved) return;
    keepNote(lead.id, null, note?.id);
    onSaved(saved.output);
    onOpenChange(false);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
        event.preventDefault();
        void submit();
      }}
    >
      <div className="body">
        <Field
          label="Note"
          error={errorAt(problem?.errors, "body")}
          hint="For colleagues only. Nobody outside sees it, and it counts as no contact. @ and a name tells that colleague."
        >
          {(ids) => (
            <MentionField
              {...{ ids, field, colleagues }}
              value={text}
              onChange={setText}
              onListOpen={(open) => {
                listed.current = open;
              }}
            />
          )}
        </Field>
        {problem && !errorAt(problem.errors, "body") ? <ProblemAlert {...{ problem, signInHref }} /> : null}
      </div>
      <footer>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant="primary" keys="mod+Enter" busy={attempt.busy}>
          {note ? "Save note" : "Add note"}
        </Button>
      </footer>
    </form>
  );
}

function useColleagues(load: NoteActions["loadColleagues"]): readonly Colleague[] {
  const [colleagues, setColleagues] = useState<readonly Colleague[]>([]);
  useEffect(() => {
    let gone = false;
    load().then(
      (found) => !gone && found && setColleagues(found),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [load]);
  return colleagues;
}
