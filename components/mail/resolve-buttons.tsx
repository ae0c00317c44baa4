"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";

type Answer = { id: string; sent: boolean };

/** Two answers to a question that nothing else can answer. Neither sends anything. */
export function ResolveButtons({ id, resolve }: { id: string; resolve: SettingsAction<Answer> }) {
  const { run, busy, problem } = useAction(resolve, () => showToast({ message: "Noted" }));
  return (
    <section aria-label="Did it leave?" className="grid gap-3">
      <p>
        The connection was lost while it left, and there is nowhere to look it up. Look into your own Sent folder, or
        ask the recipient. Touchline never sends it again by itself.
      </p>
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <div className="row">
        <Button variant="primary" busy={busy} onClick={() => run({ id, sent: true })}>
          It left
        </Button>
        <Button busy={busy} onClick={() => run({ id, sent: false })}>
          It did not leave
        </Button>
      </div>
    </section>
  );
}
