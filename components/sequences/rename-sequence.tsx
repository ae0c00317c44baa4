"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { Sequence, SequenceWithSteps } from "@/lib/sequences/schema";

type Wish = { sequence_id: string; name: string; if_version: number };
export type RenameDoor = SettingsAction<Wish, SequenceWithSteps>;

/** Another name for a sequence; who is in it, and its steps, stay as they are. */
export function RenameSequence({ sequence, rename }: { sequence: Sequence; rename: RenameDoor }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" icon={Pencil} iconOnly onClick={() => setOpen(true)}>
        Rename
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Rename "${sequence.name}"`} width="s">
        <RenameForm sequence={sequence} rename={rename} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function RenameForm({ sequence, rename, close }: { sequence: Sequence; rename: RenameDoor; close: () => void }) {
  const [name, setName] = useState(sequence.name);
  const { run, busy, problem } = useAction(rename, (done) => {
    close();
    showToast({ message: `It is called ${done.name} now` });
  });
  const wrong = errorAt(problem?.errors, "name");
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        run({ sequence_id: sequence.id, name, if_version: sequence.version });
      }}
    >
      <div className="body form">
        {problem && !wrong ? <Note tone="bad">{problem.detail}</Note> : null}
        <Field label="Name" error={wrong}>
          {(ids) => (
            <Input
              {...ids}
              value={name}
              maxLength={100}
              autoFocus
              autoComplete="off"
              onFocus={(event) => event.target.select()}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </div>
      <footer>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === sequence.name}>
          Rename
        </Button>
      </footer>
    </form>
  );
}
