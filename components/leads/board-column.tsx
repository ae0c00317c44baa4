"use client";

import { clsx } from "clsx";
import { type DragEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { countWords } from "@/components/ui/count-words";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Lead, StatusMove } from "@/lib/leads/schema";
import { BoardCard } from "./board-card";
import type { BoardColumn } from "./board-columns";
import { LeadsFailure } from "./leads-end";
import { StatusBars } from "./status-bars";

export type BoardColumnProps = {
  column: BoardColumn;
  /** What is dragged cannot go here. */
  off: boolean;
  onMore: () => void;
  onRetry: () => void;
  onLift: (lead: Lead, event: DragEvent) => void;
  onLay: () => void;
  onDrop: () => void;
  onMove: (lead: Lead, move: StatusMove) => void;
};

/** The leads of one status, how many there are, and a place to let one fall. */
export function BoardColumnView({ column, off, onMore, onRetry, onLift, onLay, onDrop, onMove }: BoardColumnProps) {
  const id = useId();
  const { status, state, leads, count, next, busy } = column;
  const over = (event: DragEvent) => {
    if (off) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    onDrop();
  };
  return (
    <section
      className={clsx("lead-column", off && "off")}
      aria-labelledby={id}
      aria-busy={state === "waiting"}
      onDragOver={over}
      onDrop={drop}
    >
      <h2 id={id}>
        <StatusBars status={status} /> <span className="t3">{countWords(count)}</span>
      </h2>
      {state === "waiting" ? <SkeletonRows rows={3} columns={1} /> : null}
      {state === "failed" || state === "signed-out" ? (
        <LeadsFailure failure={state} what="These leads did not load." retry={onRetry} />
      ) : null}
      {leads.length > 0 ? (
        <ol>
          {leads.map((lead) => (
            <BoardCard key={lead.id} lead={lead} onLift={onLift} onLay={onLay} onMove={onMove} />
          ))}
        </ol>
      ) : null}
      {state === "here" && leads.length === 0 ? <p className="t3 sm">No leads</p> : null}
      {next ? (
        <Button variant="ghost" onClick={onMore} busy={busy}>
          {busy ? "Loading more leads" : "More leads"}
        </Button>
      ) : null}
    </section>
  );
}
