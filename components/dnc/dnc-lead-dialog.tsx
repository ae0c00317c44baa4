"use client";

import { Ban } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Segmented } from "@/components/ui/segmented";
import { showToast } from "@/components/ui/toast";
import { useFormAction } from "@/components/ui/use-form-action";
import { VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import type { DncAddAction } from "./dnc-add-state";
import { stoppedWords } from "./dnc-words";

export type DncLeadDialogProps = {
  lead: { id: string; name: string };
  action: DncAddAction;
  open: boolean;
  onClose: () => void;
};

/** This person asked to be left alone: on every channel or on one. */
export function DncLeadDialog({ lead, action, open, onClose }: DncLeadDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onClose} title={`Do not contact ${lead.name}`} width="s">
      <DncLeadForm lead={lead} action={action} onClose={onClose} />
    </Dialog>
  );
}

type FormProps = Omit<DncLeadDialogProps, "open">;

function DncLeadForm({ lead, action, onClose }: FormProps) {
  const { state, send, busy, onSubmit } = useFormAction(action, {});
  const [channel, setChannel] = useState("");
  const { added, problem, typed } = state;
  const errors = problem?.errors;
  const finish = useEffectEvent(() => {
    onClose();
    if (!added) return;
    const where = channel ? ` on ${nameOf(channel)}` : "";
    const words = added.created ? `${lead.name} is not contacted any more${where}` : "This was on the list already";
    showToast({ message: `${words}${stoppedWords(added)}`, icon: Ban });
  });
  useEffect(() => {
    if (added) finish();
  }, [added]);
  return (
    <form noValidate action={send} onSubmit={onSubmit}>
      <input type="hidden" name="kind" value="person" />
      <input type="hidden" name="value" value={lead.id} />
      <div className="body form">
        {problem && !errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
        <p className="t2">Nobody can reach them then, whichever address they use. Taking it back needs two people.</p>
        <Segmented
          label="Channels"
          visibleLabel
          name="channel"
          size="form"
          value={channel}
          onChange={setChannel}
          options={[
            { value: "", label: "All" },
            ...VERDICT_CHANNELS.map((one) => ({ value: one, label: CHANNEL_NAMES[one] })),
          ]}
        />
        <Field label="Reason" hint="Shown to everybody who is stopped" error={errorAt(errors, "reason")}>
          {(ids) => <Input {...ids} name="reason" autoComplete="off" autoFocus defaultValue={typed?.reason ?? ""} />}
        </Field>
      </div>
      <footer>
        <span className="grow" />
        <DialogClose />
        <Button type="submit" variant="danger" icon={Ban} busy={busy}>
          Do not contact
        </Button>
      </footer>
    </form>
  );
}

const nameOf = (channel: string) => VERDICT_CHANNELS.filter((one) => one === channel).map((one) => CHANNEL_NAMES[one]);
