"use client";

import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { showToast } from "@/components/ui/toast";
import { useFormAction } from "@/components/ui/use-form-action";
import type { AddedDncEntry } from "@/lib/dnc/schema";
import type { DncPasteActions } from "./dnc-actions";
import { DncAddFields } from "./dnc-add-fields";
import type { DncAddAction } from "./dnc-add-state";
import { DncPasteForm } from "./dnc-paste-form";
import { stoppedWords } from "./dnc-words";

type Way = "one" | "paste" | "file";
export type DncAddDialogProps = { add: DncAddAction; paste: DncPasteActions };

/** Anyone may add: one entry, a pasted list or a file; what it stopped at once is said. */
export function DncAddDialog({ add, paste }: DncAddDialogProps) {
  const [open, setOpen] = useState(false);
  const [way, setWay] = useState<Way>("one");
  const close = (message: string) => {
    setOpen(false);
    showToast({ message });
  };
  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
        Add or paste
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Add to do not contact"
        width={way === "one" ? "m" : "xl"}
        end={<Segmented label="How to add" name="way" value={way} onChange={setWay} options={WAYS} />}
      >
        {way === "one" ? (
          <OneEntry action={add} onAdded={(added) => close(addedWords(added))} />
        ) : (
          <DncPasteForm key={way} fromFile={way === "file"} actions={paste} onDone={close} />
        )}
      </Dialog>
    </>
  );
}

const WAYS = [
  { value: "one", label: "One entry" },
  { value: "paste", label: "Paste a list" },
  { value: "file", label: "File" },
] as const;

function OneEntry({ action, onAdded }: { action: DncAddAction; onAdded: (added: AddedDncEntry) => void }) {
  const { state, send, busy, onSubmit } = useFormAction(action, {});
  const { added } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer
  useEffect(() => {
    if (added) onAdded(added);
  }, [added]);
  return (
    <form action={send} noValidate onSubmit={onSubmit}>
      <DncAddFields state={state} busy={busy} />
    </form>
  );
}

function addedWords(added: AddedDncEntry): string {
  if (!added.created) return `${added.value_norm} was on the list already`;
  return `${added.value_norm} is on the list${stoppedWords(added)}`;
}
