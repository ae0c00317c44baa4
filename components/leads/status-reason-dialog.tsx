"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { LeadStatus, StatusMove } from "@/lib/leads/schema";
import { STATUS_NAMES } from "./status-words";

export type StatusReasonDialogProps = {
  from: LeadStatus;
  /** null: closed. */
  move: StatusMove | null;
  onClose: () => void;
  onMove: (move: StatusMove, reason: string) => void;
};

/** Coming back from where a lead usually ends is asked why. */
export function StatusReasonDialog({ from, move, onClose, onMove }: StatusReasonDialogProps) {
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason")).trim();
    setMissing(reason === "");
    if (move && reason) onMove(move, reason);
  };
  const close = () => {
    setMissing(false);
    onClose();
  };
  const to = move ? STATUS_NAMES[move.to] : "";
  return (
    <Dialog open={move !== null} onOpenChange={close} title={`From ${STATUS_NAMES[from]} to ${to}`} width="s">
      <form noValidate onSubmit={submit}>
        <div className="body">
          <Field
            label="Reason"
            hint="It stays in the history of the lead"
            error={missing ? "Say why the lead comes back." : null}
          >
            {(ids) => <Input {...ids} name="reason" autoComplete="off" autoFocus maxLength={1000} />}
          </Field>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" keys="Enter">
            Move to {to.toLowerCase()}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
