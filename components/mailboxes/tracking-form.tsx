"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";

type TrackingFormProps = {
  on: boolean;
  /** without a public address no picture could be loaded from us, and no link would lead anywhere */
  reachable: boolean;
  change: SettingsAction<{ "tracking.opens_and_clicks": boolean }>;
};

/** Whether it is looked at who opens a message and follows its links. Off unless an admin says otherwise. */
export function TrackingForm({ on, reachable, change }: TrackingFormProps) {
  const { run, busy, problem } = useAction(change);
  return (
    <section className="panel m-4 max-w-3xl" aria-label="Opens and clicks">
      <header>
        <h2>Opens and clicks</h2>
      </header>
      <div className="grid grid-cols-1 gap-3 p-4">
        {problem ? <Note tone="bad">{problem.detail}</Note> : null}
        <p className="t2">
          Off, nothing is added to a message. On, emails in HTML load a picture from here and their links lead through
          here. Mail programs and security scanners do both by themselves: what they do is kept apart and never counted,
          and no score uses any of it. In some countries you need the recipient's consent.
        </p>
        {reachable ? null : (
          <Note standing>Your operator has to set the public address (TOUCHLINE_URL) before anything is added.</Note>
        )}
        <p>{on ? "They are looked at." : "They are not looked at."}</p>
        <div>
          <Button busy={busy} onClick={() => run({ "tracking.opens_and_clicks": !on })}>
            {on ? "Stop looking at opens and clicks" : "Look at opens and clicks"}
          </Button>
        </div>
      </div>
    </section>
  );
}
