"use client";

import type { LucideIcon } from "lucide-react";
import { useRef } from "react";
import { useAction } from "@/components/settings/use-action";
import { useShortcuts } from "@/components/shell/keyboard";
import { useClock } from "@/components/ui/clock";
import { Menu } from "@/components/ui/menu";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Problem } from "@/lib/guard/schema";
import type { SnoozedLead } from "@/lib/queues/schema";
import { SNOOZES, snoozeUntil } from "./inbox-words";

export type SnoozeLead = (input: {
  lead_id: string;
  until: string | null;
}) => Promise<{ ok: true; output: SnoozedLead } | { ok: false; problem: Problem }>;
type SnoozeMenuProps = { leadId: string; name: string; snooze: SnoozeLead; icon: LucideIcon; hasKey?: boolean };

/** Lets a lead rest until a day; a newer message of theirs brings it back before. */
export function SnoozeMenu({ leadId, name, snooze, icon, hasKey }: SnoozeMenuProps) {
  const clock = useClock();
  const opener = useRef<(() => void) | null>(null);
  const { run, busy } = useAction(async (until: string | null) => {
    const answer = await snooze({ lead_id: leadId, until });
    if (!answer.ok) showProblem(answer.problem.detail);
    else if (until) showToast({ message: `${name} rests until then, or until they write`, onUndo: () => run(null) });
    return answer;
  });
  useShortcuts(hasKey ? [{ keys: "t", label: "Snooze", group: "Inbox", run: () => opener.current?.() }] : []);
  return (
    <Menu
      label={`Snooze ${name}`}
      opener={opener}
      button={{ icon, size: "small", variant: "ghost", busy, children: "Snooze", keys: hasKey ? "T" : undefined }}
      items={SNOOZES.map(({ days, label }) => ({
        id: String(days),
        label,
        run: () => run(snoozeUntil(clock.now, days)),
      }))}
    />
  );
}
