"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { ErasedPerson } from "@/lib/erasure/schema";
import type { Problem } from "@/lib/guard/schema";

type Answer = Promise<{ ok: true; output: ErasedPerson } | { ok: false; problem: Problem }>;
export type EraseDialogProps = {
  lead: { id: string; name: string };
  erase: (leadId: string) => Answer;
  open: boolean;
  onClose: () => void;
};

/** The one act without a way back: it says what goes and what stays, and wants the name typed. */
export function EraseDialog({ lead, erase, open, onClose }: EraseDialogProps) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const { run, busy, problem } = useAction(erase, ({ same_address_leads }) => {
    onClose();
    const others = same_address_leads.length;
    showToast({
      message: `Erased${others > 0 ? `. ${others} other ${others === 1 ? "lead has" : "leads have"} the same address, blocked now` : ""}`,
    });
    router.push("/leads");
  });
  const same = typed.trim().toLowerCase() === lead.name.trim().toLowerCase();
  return (
    <Dialog open={open} onOpenChange={onClose} title={`Erase ${lead.name}`} width="m">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (same) run(lead.id);
        }}
      >
        <div className="body form">
          {problem ? <Note tone="bad">{problem.detail}</Note> : null}
          <p>
            Erased for good: name, addresses, every subject and text, notes, proofs, and what the audit log says of
            them.
          </p>
          <p>
            Kept: how many touches there were and when, the chain of the audit log, and a keyed hash of each address.
            Nobody can read the address from it; typed in or imported again, they stay blocked.
          </p>
          <p className="m">There is no way back.</p>
          <Field label={`Type ${lead.name} to erase them`}>
            {(ids) => (
              <Input {...ids} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
            )}
          </Field>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="danger" busy={busy} disabled={!same}>
            Erase for good
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
