"use client";

import { ChevronDown } from "lucide-react";
import { startTransition, useOptimistic, useRef, useState } from "react";
import { ConvertDialog, type ConvertDialogProps } from "@/components/clients/convert-dialog";
import { UnconvertDialog } from "@/components/clients/unconvert-dialog";
import type { SettingsAction } from "@/components/settings/use-action";
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

export type StatusMenuProps = {
  name: string;
  status: LeadStatus;
  moves: StatusMove[];
  changeStatus: ChangeStatus;
  /** How a lead becomes a client, and the way back for who may take it. */
  suggested: ConvertDialogProps["suggested"];
  convert: ConvertDialogProps["convert"];
  unconvert: SettingsAction<string>;
  mayUndo: boolean;
};

/** How far along, and where the lead may go from here. S opens it. */
export function StatusMenu({ name, status, moves, changeStatus, mayUndo, ...conversion }: StatusMenuProps) {
  const [shown, setShown] = useOptimistic(status);
  const [asking, setAsking] = useState<StatusMove | null>(null);
  const [converting, setConverting] = useState<"there" | "back" | null>(null);
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
        items={[
          ...(status === "converted" ? [undoItem(mayUndo, () => setConverting("back"))] : []),
          ...moves.map((one) => ({
            id: one.to,
            label: <StatusBars status={one.to} />,
            off: moveOff(one),
            end: <span className="t3 end">{moveOff(one) ?? (one.needs_reason ? "with a reason" : null)}</span>,
            run: () =>
              one.to === "converted" ? setConverting("there") : one.needs_reason ? setAsking(one) : move(one),
          })),
        ]}
      />
      <ConvertDialog
        suggested={conversion.suggested}
        convert={conversion.convert}
        leadName={name}
        open={converting === "there"}
        onClose={() => setConverting(null)}
      />
      <UnconvertDialog
        leadName={name}
        unconvert={conversion.unconvert}
        open={converting === "back"}
        onClose={() => setConverting(null)}
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

const undoItem = (may: boolean, run: () => void) => ({
  id: "unconvert",
  label: "Undo the conversion",
  off: may ? null : "Only an admin may do this",
  end: <span className="t3 end">{may ? "with a reason" : "Only an admin may do this"}</span>,
  run,
});

const NOT_REACHED = {
  ok: false as const,
  problem: { code: "UNAVAILABLE", detail: "The connection failed. Try again." },
};
