"use client";

import { type ChangeEvent, useState } from "react";
import { ProblemAlert } from "@/components/outreach/refusal-alert";
import { useAttempt } from "@/components/outreach/use-attempt";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { readTextFile } from "./read-file";
import { saveTranscript } from "./transcript-requests";

export type TranscriptDialogProps = {
  contactId: string;
  open: boolean;
  onClose: () => void;
  onSaved: () => void;
  signInHref: string;
};

/** What was said in a call: pasted, or a file of the phone system. */
export function TranscriptDialog(props: TranscriptDialogProps) {
  const { open, onClose } = props;
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} title="Add transcript" width="m">
      <TranscriptForm {...props} />
    </Dialog>
  );
}

function TranscriptForm({ contactId, onClose, onSaved, signInHref }: TranscriptDialogProps) {
  const [content, setContent] = useState("");
  const [unread, setUnread] = useState<string | null>(null);
  const attempt = useAttempt(
    (text: string) => saveTranscript(contactId, text),
    "The connection failed; try again, it will be kept once.",
  );
  const { problem } = attempt.failure;
  const takeFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (!file) return;
    const text = await readTextFile(file).catch(() => null);
    setUnread(text === null ? `${file.name} is no text in UTF-8 or UTF-16. Save it as one of those.` : null);
    if (text !== null) setContent(text);
  };
  const submit = async () => {
    if (!(await attempt.run("free", () => content))) return;
    onSaved();
    onClose();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="body">
        <Field label="File" hint=".txt, .vtt or .srt" error={unread}>
          {(ids) => <input {...ids} type="file" accept=".txt,.vtt,.srt,text/plain,text/vtt" onChange={takeFile} />}
        </Field>
        <Field label="Transcript" error={errorAt(problem?.errors, "content")} hint="Or paste what was said.">
          {(ids) => (
            <Textarea
              {...ids}
              name="content"
              rows={10}
              value={content}
              onChange={(event) => setContent(event.target.value)}
            />
          )}
        </Field>
        {problem && !problem.errors?.length ? <ProblemAlert {...{ problem, signInHref }} /> : null}
      </div>
      <footer>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant="primary" busy={attempt.busy}>
          Keep transcript
        </Button>
      </footer>
    </form>
  );
}
