"use client";

import { Ban, Pencil, Plus, StickyNote, UserPen } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import type { Lead } from "@/lib/leads/schema";
import { leadName, leadRole } from "./lead-words";

export type LeadHeaderProps = {
  lead: Lead;
  userId?: string;
  /** Nobody may contact them on any channel. */
  blocked: boolean;
  onLog: () => void;
  onWrite: () => void;
  onNote: () => void;
  editHref: string;
  /** How far along, and what changes it. */
  status: ReactNode;
  children?: ReactNode;
};

/** Who it is, how far along, whose, and what to do: write, or log what was done. The verdict banner goes below, as children. */
export function LeadHeader({
  lead,
  userId,
  blocked,
  onLog,
  onWrite,
  onNote,
  editHref,
  status,
  children,
}: LeadHeaderProps) {
  const mine = lead.owner?.id === userId && userId !== undefined;
  return (
    <div className="leadhead">
      <div className="id">
        <h1>{leadName(lead)}</h1>
        <span className="t2 cut">{leadRole(lead)}</span>
        {blocked ? (
          <Badge tone="danger" icon={Ban}>
            Do not contact
          </Badge>
        ) : null}
        <span className="grow" />
        {status}
        {lead.owner ? (
          <span className="row wide whitespace-nowrap">
            <Avatar name={lead.owner.name} me={mine} />
            {mine ? "You own" : lead.owner.name}
          </span>
        ) : null}
        <ButtonLink href={editHref} icon={UserPen} className="wide">
          Edit
        </ButtonLink>
        <Button icon={StickyNote} keys="N" onClick={onNote} aria-label="Note">
          <span className="wide">Note</span>
        </Button>
        <Button icon={Plus} keys="L" onClick={onLog} aria-label="Log contact">
          <span>
            Log<span className="wide"> contact</span>
          </span>
        </Button>
        <Button variant="primary" icon={Pencil} keys="E" onClick={onWrite}>
          Write
        </Button>
      </div>
      {children}
    </div>
  );
}
