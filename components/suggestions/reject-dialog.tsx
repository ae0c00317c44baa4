"use client";

import { useState } from "react";
import { useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toast";
import type { Suggestion } from "@/lib/suggestions/schema";
import type { SuggestionActions } from "./suggestion-actions";
import { headline } from "./suggestion-words";

type Props = { suggestion: Suggestion; actions: SuggestionActions; close: () => void };

/** No, with a reason for whoever looks at how good suggestions are. */
export function RejectDialog({ suggestion, actions, close }: Props) {
  const [reason, setReason] = useState("");
  const { run, busy, problem } = useAction(actions.reject, () => {
    showToast({ message: "Rejected; it is not suggested again" });
    close();
  });
  return (
    <Dialog open onOpenChange={close} title="Reject" subtitle={headline(suggestion)} width="s">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          run({ id: suggestion.id, version: suggestion.version, ...(reason.trim() ? { reason } : {}) });
        }}
      >
        <div className="body">
          <Field label="Reason" error={problem?.errors?.[0]?.message ?? problem?.detail} hint="Optional">
            {(ids) => (
              <Input {...ids} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={busy}>
            Reject
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
