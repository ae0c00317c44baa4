"use client";

import { Plus } from "lucide-react";
import { startTransition, useActionState, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import type { AddedDncEntry } from "@/lib/dnc/schema";
import { DncAddFields } from "./dnc-add-fields";
import type { DncAddAction } from "./dnc-add-state";
import { stoppedWords } from "./dnc-words";

/** Anyone may add; what it stopped at once is said. */
export function DncAddDialog({ action }: { action: DncAddAction }) {
  const [open, setOpen] = useState(false);
  const [state, send, busy] = useActionState(action, {});
  const { added } = state;
  useEffect(() => {
    if (!added) return;
    setOpen(false);
    showToast({ message: addedWords(added) });
  }, [added]);
  return (
    <>
      <Button variant="primary" icon={Plus} onClick={() => setOpen(true)}>
        Add entry
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Add to do not contact" width="s">
        <form
          action={send}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (busy) return;
            const form = new FormData(event.currentTarget);
            startTransition(() => send(form));
          }}
        >
          <DncAddFields state={state} busy={busy} />
        </form>
      </Dialog>
    </>
  );
}

function addedWords(added: AddedDncEntry): string {
  if (!added.created) return `${added.value_norm} was on the list already`;
  return `${added.value_norm} is on the list${stoppedWords(added)}`;
}
