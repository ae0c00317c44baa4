"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import type { Sequence, SequenceWithSteps } from "@/lib/sequences/schema";
import { NamingFields } from "./naming-fields";

type Wish = { sequence_id: string; name: string; description: string | null; if_version: number };
export type NameDoor = SettingsAction<Wish, SequenceWithSteps>;

/** Another name for a sequence, and what it is for; who is in it, its steps and versions stay as they are. */
export function NameSequence({ sequence, save }: { sequence: Sequence; save: NameDoor }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" icon={Pencil} iconOnly onClick={() => setOpen(true)}>
        Name and description
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Name and description" width="s">
        <NameForm sequence={sequence} save={save} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function NameForm({ sequence, save, close }: { sequence: Sequence; save: NameDoor; close: () => void }) {
  const [name, setName] = useState(sequence.name);
  const [text, setText] = useState(sequence.description ?? "");
  const description = text.trim() || null;
  const { run, busy, problem } = useAction(save, () => {
    close();
    showToast({ message: "Name and description are saved" });
  });
  const isSame = name.trim() === sequence.name && description === sequence.description;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSame) run({ sequence_id: sequence.id, name, description, if_version: sequence.version });
      }}
    >
      <div className="body form">
        <NamingFields
          name={name}
          description={text}
          changeName={setName}
          changeDescription={setText}
          problem={problem}
          writeOver
        />
      </div>
      <footer>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant="primary" busy={busy} disabled={isSame}>
          Save
        </Button>
      </footer>
    </form>
  );
}
