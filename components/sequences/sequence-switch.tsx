"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import type { Sequence, SequenceWithSteps } from "@/lib/sequences/schema";
import { STATE_TONES, STATE_WORDS } from "./sequence-words";

type Door = SettingsAction<{ sequence_id: string }, SequenceWithSteps>;
type Props = { sequence: Sequence; pause: Door; resume: Door; mayWrite: boolean };

/** Its state, and the switch that holds everybody in it. */
export function SequenceSwitch({ sequence, pause, resume, mayWrite }: Props) {
  const hold = useAction(pause, () => showToast({ message: "The sequence is held for everybody in it" }));
  const go = useAction(resume, () => showToast({ message: "The sequence goes on" }));
  const asked = { sequence_id: sequence.id };
  return (
    <>
      <Badge tone={STATE_TONES[sequence.state]}>{STATE_WORDS[sequence.state]}</Badge>
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
    </>
  );
}
