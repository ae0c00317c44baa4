"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useLiveEvents } from "@/components/live/live-provider";
import type { SettingsAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ChangeGoalsInput, Goals } from "@/lib/goals/schema";
import { goalWords } from "./goal-words";
import { GoalsForm } from "./goals-form";

type Props = { goals: Goals; userId: string; done: number; change: SettingsAction<ChangeGoalsInput, Goals> };

/** How far the goals of the day are, beside what is done; behind it the goals themselves, the streak, and colleagues who share theirs. */
export function GoalsButton({ goals: first, userId, done, change }: Props) {
  const [goals, setGoals] = useState(first);
  const [open, setOpen] = useState(false);
  const reload = useEffectEvent(async () => {
    const found = await askGoals();
    if (found) setGoals(found);
  });
  // What was done counts once it has left, which the stream tells.
  useEffect(() => {
    if (done > 0 || open) void reload();
  }, [done, open]);
  useLiveEvents({ kinds: ["lead.contacted"] }, (event) => {
    if (event.kind !== "lead.contacted" || event.body.user?.id === userId) void reload();
  });
  return (
    <>
      <Button variant="ghost" onClick={() => setOpen(true)}>
        <span className="wide">{goalWords(goals)}</span>
        <span className="goals-short">Goals</span>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Goals of the day" width="s">
        <GoalsForm
          goals={goals}
          change={change}
          done={(changed) => {
            setGoals(changed);
            setOpen(false);
          }}
        />
      </Dialog>
    </>
  );
}

async function askGoals(): Promise<Goals | null> {
  try {
    const answer = await fetch("/api/goals");
    // Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
    return answer.ok ? ((await answer.json()) as Goals) : null;
  } catch {
    return null;
  }
}
