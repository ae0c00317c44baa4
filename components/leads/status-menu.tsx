"use client";

import { ChevronDown } from "lucide-react";
import { startTransition, useOptimistic, useRef, useState } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { Menu } from "@/components/ui/menu";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Problem } from "@/lib/guard/schema";
import type { LeadStatus, StatusMove } from "@/lib/leads/schema";
import { StatusBars } from "./status-bars";
import { StatusReasonDialog } from "./status-reason-dialog";
import { moveOff, STATUS_NAMES } from "./status-words";

export type ChangeStatus = (
  status: LeadStatus,
  reason?: string,
) => Promise<{ ok: true } | { ok: false; problem: Problem }>;

export type StatusMenuProps = { name: string; status: LeadStatus; moves: StatusMove[]; changeStatus: ChangeStatus };

/** How far along, and where the lead may go from here. S opens it. */
export function StatusMenu({ name, status, moves, changeStatus }: StatusMenuProps) {
  const [shown, setShown] = useOptimistic(status);
  const [asking, setAsking] = useState<StatusMove | null>(null);
  const opener = useRef<(() => void) | null>(null);
  useShortcuts([{ keys: "s", label: "Change status", group: "Lead", run: () => opener.current?.() }]);
  const move = (to: StatusMove, reason?: string) =>
    startTransition(async () => {
      setShown(to.to);
      const answer = await changeStatus(to.to, reason).catch(() => NOT_REACHED);
      if (!answer.ok) return void showProblem(`The status is still ${STATUS_NAMES[status]}. ${answer.problem.detail}`);
      const onUndo = to.may_return ? () => back(status) : undefined;
      showToast({ message: `${name} is now ${STATUS_NAMES[to.to].toLowerCase()}`, onUndo });
    });
  const back = (to: LeadStatus) =>
    startTransition(async () => {
      const answer = await changeStatus(to, "Taken back").catch(() => NOT_REACHED);
      if (!answer.ok) showProblem(answer.problem.detail);
    });
  return (
    <>
      <Menu
        label="Change status"
        opener={opener}
        button={{
          "aria-label": `Status: ${STATUS_NAMES[shown]}`,
          "aria-keyshortcuts": "S",
          children: (
            <>
              <StatusBars status={shown} />
              <ChevronDown className="i s" aria-hidden="true" />
            </>
          ),
        }}
        items={moves.map((one) => ({
          id: one.to,
          label: <StatusBars status={one.to} />,
          off: moveOff(one),
          end: <span className="t3 end">{moveOff(one) ?? (one.needs_reason ? "with a reason" : null)}</span>,
          run: () => (one.needs_reason ? setAsking(one) : move(one)),
        }))}
      />
      <StatusReasonDialog
        from={status}
        move={asking}
        onClose={() => setAsking(null)}
        onMove={(to, reason) => {
          setAsking(null);
          move(to, reason);
        }}
      />
    </>
  );
}

const NOT_REACHED = {
  ok: false as const,
  problem: { code: "UNAVAILABLE", detail: "The connection failed. Try again." },
};
