"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { SendingStanding } from "@/lib/sending-limits/schema";

type SendingSwitchProps = {
  state: SendingStanding;
  mayChange: boolean;
  /** some way out is there; without one emails are captured */
  leaves: boolean;
  pause: SettingsAction<{ reason: string }>;
  resume: SettingsAction<Record<string, never>>;
};

/** Whether anything leaves at all, and for managers the way to stop it or let it go on. */
export function SendingSwitch({ state, mayChange, leaves, pause, resume }: SendingSwitchProps) {
  const stopping = useAction(pause);
  const going = useAction(resume);
  const problem = stopping.problem ?? going.problem;
  const goOn = (
    <Button busy={going.busy} onClick={() => going.run({})}>
      Send again
    </Button>
  );
  const stop = (
    <Button variant="ghost" busy={stopping.busy} onClick={() => stopping.run({ reason: "A manager stopped it." })}>
      Stop everything
    </Button>
  );
  if (!state.paused && !state.refused && !mayChange) return null;
  return (
    <>
      {state.refused ? (
        <Note standing tone="bad">
          Emails of people without a mailbox wait: {state.refused.reason}
        </Note>
      ) : null}
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      {state.paused ? (
        <Note end={mayChange ? goOn : null}>
          Nothing leaves: {state.reason} Messages keep their place{mayChange ? "." : "; a manager lets them go on."}
        </Note>
      ) : (
        <Note end={stop}>
          {leaves
            ? state.refused
              ? "What leaves by a mailbox leaves at its time."
              : "Messages leave at their time."
            : "Nothing is stopped, but no mailbox is connected: emails are captured and reach nobody."}
        </Note>
      )}
    </>
  );
}
