"use client";

import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { showProblem } from "@/components/ui/toast";
import type { Lead, LeadStatus, StatusMove } from "@/lib/leads/schema";
import { BoardColumnView } from "./board-column";
import { useLeadEdits } from "./lead-edits";
import { StatusReasonDialog } from "./status-reason-dialog";
import { moveOff, STATUS_NAMES } from "./status-words";
import { useBoard } from "./use-board";
import type { LeadList } from "./use-lead-list";

type Dragged = { lead: Lead; moves: StatusMove[] | null };

/** Leads by status: dragged, or moved by a menu, along the ways their status allows. */
export function LeadBoard({ list }: { list: LeadList }) {
  const edits = useLeadEdits();
  const board = useBoard(list.filters);
  const section = useRef<HTMLElement>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [asking, setAsking] = useState<{ lead: Lead; move: StatusMove } | null>(null);
  const [moved, setMoved] = useState<string | null>(null);
  useEffect(() => {
    if (moved === null) return;
    cardLink(section.current, moved)?.focus();
    setMoved(null);
  }, [moved]);

  const send = async (lead: Lead, move: StatusMove, reason?: string) => {
    const sent = edits.moveTo(lead, move, reason);
    setMoved(lead.id);
    await sent;
    await board.refresh([move.to, lead.status]);
    if (document.activeElement === document.body) setMoved(lead.id);
  };
  const choose = (lead: Lead, move: StatusMove) =>
    move.needs_reason ? setAsking({ lead, move }) : void send(lead, move);
  const lift = (lead: Lead, event: DragEvent) => {
    event.dataTransfer.setData("text/plain", lead.id);
    event.dataTransfer.effectAllowed = "move";
    setDragged({ lead, moves: null });
    void edits
      .movesFrom(lead.status)
      .then((moves) => setDragged((now) => (now?.lead === lead ? { lead, moves } : now)));
  };
  const drop = async (status: LeadStatus) => {
    if (!dragged || dragged.lead.status === status) return setDragged(null);
    const { lead } = dragged;
    setDragged(null);
    const move = (await edits.movesFrom(lead.status)).find((one) => one.to === status);
    const off = move ? moveOff(move) : `From ${STATUS_NAMES[lead.status]} a lead cannot go to ${STATUS_NAMES[status]}.`;
    if (!move || off) return void showProblem(off);
    choose(lead, move);
  };
  const fits = (status: LeadStatus) =>
    !dragged ||
    dragged.lead.status === status ||
    !dragged.moves ||
    dragged.moves.some((one) => one.to === status && one.may);
  useShortcuts([
    { keys: "j", label: "Next lead", group: "Board", run: () => step(section.current, 0, 1) },
    { keys: "k", label: "Previous lead", group: "Board", run: () => step(section.current, 0, -1) },
    { keys: "s", label: "Move to another status", group: "Board", run: () => openMove() },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const way = ARROWS[event.key];
    if (!way || !(event.target instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    step(section.current, ...way);
  };
  return (
    <section ref={section} className="lead-board" aria-label="Leads by status" onKeyDown={onKeyDown}>
      {board.columns.map((column) => (
        <BoardColumnView
          key={column.status}
          column={column}
          off={!fits(column.status)}
          onMore={() => board.more(column.status)}
          onRetry={() => board.retry(column.status)}
          onLift={lift}
          onLay={() => setDragged(null)}
          onDrop={() => void drop(column.status)}
          onMove={choose}
        />
      ))}
      <StatusReasonDialog
        from={asking?.lead.status ?? "new"}
        move={asking?.move ?? null}
        onClose={() => setAsking(null)}
        onMove={(move, reason) => {
          if (asking) void send(asking.lead, move, reason);
          setAsking(null);
        }}
      />
    </section>
  );
}

const ARROWS: Record<string, [number, number]> = {
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
};

const cardLink = (board: HTMLElement | null, leadId: string) =>
  board?.querySelector<HTMLElement>(`[data-card="${leadId}"] a.name`) ?? null;

/** Moves the focus among the cards: within a column, or to the one beside it that has cards, at the same height. */
function step(board: HTMLElement | null, aside: number, down: number): void {
  const columns = [...(board?.querySelectorAll(".lead-column") ?? [])]
    .map((column) => [...column.querySelectorAll<HTMLElement>("a.name")])
    .filter((links) => links.length > 0);
  const at = columns.findIndex((links) => links.some((link) => link === document.activeElement));
  const place = columns[at]?.findIndex((link) => link.matches(":focus")) ?? 0;
  const column = columns[Math.max(0, Math.min(columns.length - 1, at + aside))] ?? [];
  // Before the first step nothing has the focus: it begins at the first card.
  if (at < 0) return void columns[0]?.[0]?.focus();
  column[Math.max(0, Math.min(column.length - 1, place + down))]?.focus();
}

function openMove(): void {
  document.activeElement?.closest("[data-card]")?.querySelector<HTMLElement>("[data-move] button")?.click();
}
