"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { SettingsAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { reached } from "@/components/ui/reached";
import { showProblem, showToast } from "@/components/ui/toast";
import type { OpenHandOver } from "@/lib/hand-overs/schema";

type Decide = SettingsAction<{ hand_over_id: string }>;
type Props = { handOvers: OpenHandOver[]; leadName: string; accept: Decide; reject: Decide };

/** Who asks for this lead, for those who decide: one line each, with the two answers. */
export function HandOverNotes({ handOvers, leadName, accept, reject }: Props) {
  const [busy, setBusy] = useState(false);
  const decide = async (action: Decide, one: OpenHandOver, words: string) => {
    setBusy(true);
    const result = await reached(action({ hand_over_id: one.id }));
    setBusy(false);
    if (result.ok) showToast({ message: words });
    else showProblem(result.problem.detail);
  };
  return handOvers.map((one) => (
    <section key={one.id} className="note ask" aria-label={`${one.asked_by.name} asks for this lead`}>
      <UserPlus className="i" aria-hidden="true" />
      <span className="cut">
        <span className="m">
          {one.asked_by.name} asks for {leadName}.
        </span>
        {one.note ? <span className="t2"> “{one.note}”</span> : null}
      </span>
      <span className="grow" />
      <Button busy={busy} onClick={() => void decide(accept, one, `${leadName} is now with ${one.asked_by.name}`)}>
        Hand over
      </Button>
      <Button variant="ghost" busy={busy} onClick={() => void decide(reject, one, `${leadName} stays where it is`)}>
        Keep
      </Button>
    </section>
  ));
}
