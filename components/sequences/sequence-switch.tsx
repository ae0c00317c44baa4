"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast";
import type { Sequence, SequenceWithSteps } from "@/lib/sequences/schema";
import { type NameDoor, NameSequence } from "./name-sequence";
import { STATE_TONES, STATE_WORDS } from "./sequence-words";

type Door = SettingsAction<{ sequence_id: string }, SequenceWithSteps>;
type Props = {
  sequence: Sequence;
  doors: { pause: Door; resume: Door; archive: Door; name: NameDoor };
  mayWrite: boolean;
};

/** Its state, and the switch that holds everybody in it. */
export function SequenceSwitch({ sequence, doors, mayWrite }: Props) {
  const hold = useAction(doors.pause, () => showToast({ message: "The sequence is held for everybody in it" }));
  const go = useAction(doors.resume, () => showToast({ message: "The sequence goes on" }));
  const away = useAction(doors.archive, () => showToast({ message: "The sequence is put away" }));
  const [sure, setSure] = useState(false);
  const inside = sequence.enrollments.active + sequence.enrollments.paused + sequence.enrollments.parked;
  const asked = { sequence_id: sequence.id };
  return (
    <span className="row seq-switch">
      <Badge tone={STATE_TONES[sequence.state]}>{STATE_WORDS[sequence.state]}</Badge>
      {mayWrite && sequence.state !== "archived" ? <NameSequence sequence={sequence} save={doors.name} /> : null}
      {mayWrite && sequence.state === "active" ? (
        <Button busy={hold.busy} onClick={() => hold.run(asked)}>
          Pause everybody
        </Button>
      ) : null}
      {mayWrite && sequence.state === "paused" ? (
        <Button variant="primary" busy={go.busy} onClick={() => go.run(asked)}>
          Resume
        </Button>
      ) : null}
      {mayWrite && sequence.state !== "archived" ? <Button onClick={() => setSure(true)}>Put away</Button> : null}
      <Dialog open={sure} onOpenChange={setSure} title={`Put "${sequence.name}" away`} width="s">
        <div className="body form">
          <p>
            It takes nobody any more, and cannot be used again.{" "}
            {inside > 0
              ? `${inside} ${inside === 1 ? "person leaves" : "people leave"} it now, and what waits to go out does not.`
              : "Nobody is in it."}
          </p>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button
            variant="danger"
            busy={away.busy}
            onClick={() => {
              setSure(false);
              away.run(asked);
            }}
          >
            Put it away
          </Button>
        </footer>
      </Dialog>
    </span>
  );
}
