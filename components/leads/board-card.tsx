"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { type DragEvent, memo, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Lead, StatusMove } from "@/lib/leads/schema";
import { useLeadEdits } from "./lead-edits";
import { lastTouchAt, leadName } from "./lead-words";
import { StatusPick } from "./status-pick";

type BoardCardProps = {
  lead: Lead;
  onLift: (lead: Lead, event: DragEvent) => void;
  onLay: () => void;
  onMove: (lead: Lead, move: StatusMove) => void;
};

/** A lead on the board: who, where, whose, when last; dragged, or moved by its menu. */
export const BoardCard = memo(function BoardCard({ lead, onLift, onLay, onMove }: BoardCardProps) {
  const { userId } = useLeadEdits();
  const [open, setOpen] = useState(false);
  const at = lastTouchAt(lead);
  const label = `Move ${leadName(lead)} to another status`;
  return (
    <li
      className="lead-card"
      data-card={lead.id}
      draggable
      onDragStart={(event) => onLift(lead, event)}
      onDragEnd={onLay}
    >
      <Link className="name cut" href={`/leads/${lead.id}`} prefetch={false} draggable={false} aria-keyshortcuts="S">
        {leadName(lead)}
      </Link>
      <span className="t2 cut">{lead.company?.name ?? lead.title}</span>
      <span className="row g4">
        {lead.owner ? <Avatar name={lead.owner.name} me={lead.owner.id === userId} /> : null}
        <span className="t3 sm">{at ? <RelativeTime at={at} focusable={false} /> : "Not contacted yet"}</span>
        <span className="grow" />
        <span className="contents" data-move>
          {open ? (
            <StatusPick lead={lead} button={{ ...BUTTON, children: label }} onMove={onMove} />
          ) : (
            <Button {...BUTTON} aria-haspopup="menu" onClick={() => setOpen(true)}>
              {label}
            </Button>
          )}
        </span>
      </span>
    </li>
  );
});

const BUTTON = { variant: "ghost", size: "small", icon: ArrowRight, iconOnly: true } as const;
