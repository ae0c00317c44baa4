"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";
import type { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import type { Lead, StatusMove } from "@/lib/leads/schema";
import { useLeadEdits } from "./lead-edits";
import { leadName } from "./lead-words";
import { StatusBars } from "./status-bars";
import { StatusReasonDialog } from "./status-reason-dialog";
import { moveOff, STATUS_NAMES } from "./status-words";

export type StatusPickProps = {
  lead: Lead;
  /** How the button looks; by default as the cell it stands in. */
  button?: ComponentProps<typeof Button>;
  /** What choosing does; by default the lead is moved. */
  onMove?: (lead: Lead, move: StatusMove) => void;
};

/** The status of a lead as a menu of where it may go; opens with the first press. */
export function StatusPick({ lead, button, onMove }: StatusPickProps) {
  const edits = useLeadEdits();
  const [known, setKnown] = useState<{ from: Lead["status"]; moves: StatusMove[] } | null>(null);
  const [asking, setAsking] = useState<StatusMove | null>(null);
  const opener = useRef<(() => void) | null>(null);
  const { status } = lead;
  useEffect(() => {
    let left = false;
    void edits.movesFrom(status).then((moves) => {
      if (!left) setKnown({ from: status, moves });
    });
    return () => {
      left = true;
    };
  }, [edits, status]);
  const first = useRef(true);
  useEffect(() => {
    if (!known || !first.current) return;
    first.current = false;
    opener.current?.();
  }, [known]);
  const choose = (move: StatusMove) => {
    if (onMove) onMove(lead, move);
    else if (move.needs_reason) setAsking(move);
    else void edits.moveTo(lead, move);
  };
  const moves = known?.from === status ? known.moves : [];
  return (
    <>
      <Menu
        label={`Move ${leadName(lead)} to`}
        opener={opener}
        button={{
          variant: "ghost",
          ...(button ?? {
            className: "cell",
            "aria-label": `Status of ${leadName(lead)}: ${STATUS_NAMES[status]}`,
            children: <StatusBars status={status} />,
          }),
        }}
        items={moves.map((one) => ({
          id: one.to,
          label: <StatusBars status={one.to} />,
          off: moveOff(one),
          end: <span className="t3 end">{moveOff(one) ?? (one.needs_reason ? "with a reason" : null)}</span>,
          run: () => choose(one),
        }))}
      />
      <StatusReasonDialog
        from={status}
        move={asking}
        onClose={() => setAsking(null)}
        onMove={(move, reason) => {
          setAsking(null);
          void edits.moveTo(lead, move, reason);
        }}
      />
    </>
  );
}
