"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import type { Sequence } from "@/lib/sequences/schema";

type Door = SettingsAction<Record<string, never>, unknown>;
type Props = { sequences: Sequence[]; pause: Door; resume: Door };

/** Holds every sequence that runs with one press, and lets go on what was held so. */
export function HoldAll({ sequences, pause, resume }: Props) {
  const hold = useAction(pause, () => showToast({ message: "All sequences are held. Nothing goes out by itself" }));
  const go = useAction(resume, () => showToast({ message: "The sequences go on" }));
  const problem = hold.problem ?? go.problem;
  const held = sequences.filter((one) => one.paused_with_all).length;
  return (
    <>
      {problem ? <output className="t2">{problem.detail}</output> : null}
      {held > 0 ? (
        <Button variant="primary" busy={go.busy} onClick={() => go.run({})}>
          Let {held} go on
        </Button>
      ) : sequences.some((one) => one.state === "active") ? (
        <Button busy={hold.busy} onClick={() => hold.run({})}>
          Hold all
        </Button>
      ) : null}
    </>
  );
}
