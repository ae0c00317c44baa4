"use client";

import { createContext, type ReactNode, useContext, useMemo, useRef } from "react";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Lead, StatusMove } from "@/lib/leads/schema";
import { type LeadChange, shownChange } from "./lead-changes";
import { useLeadMemory } from "./lead-memory";
import { type Changed, changeLead } from "./lead-requests";
import { leadName } from "./lead-words";
import { STATUS_NAMES } from "./status-words";

export type Person = { id: string; name: string };
export type LoadMoves = () => Promise<Record<string, StatusMove[]> | null>;

export type LeadEdits = {
  people: readonly Person[];
  userId: string;
  /** The moves that each status allows this person, asked for once. */
  movesFrom: (status: Lead["status"]) => Promise<StatusMove[]>;
  /** Writes one change, shown at once and taken back when it is refused. Answers what stands there now when somebody was faster. */
  write: (lead: Lead, change: LeadChange) => Promise<Changed>;
  /** The same, and says what was done, with a way back. */
  moveTo: (lead: Lead, move: StatusMove, reason?: string) => Promise<Changed>;
  assign: (lead: Lead, owner: Person | null) => Promise<Changed>;
};

const EditsContext = createContext<LeadEdits | null>(null);

type ProviderProps = { people: readonly Person[]; userId: string; loadMoves: LoadMoves; children: ReactNode };

/** What can be changed of a lead right in the list or on the board. */
export function LeadEditsProvider({ people, userId, loadMoves, children }: ProviderProps) {
  const { store } = useLeadMemory();
  const moves = useRef<ReturnType<LoadMoves> | null>(null);
  const edits = useMemo((): LeadEdits => {
    // One change of a lead after the other: the next is sent with the version that our own last one made,
    // also when whoever asked for it still held the lead as it was before.
    const sending = new Map<string, Promise<Changed>>();
    const ours = new Map<string, Lead>();
    const write: LeadEdits["write"] = (lead, change) => {
      store.patch(lead.id, shownChange(change, people));
      const before = sending.get(lead.id);
      const sent = (async () => {
        await before;
        const last = ours.get(lead.id);
        const seen = last && last.version > lead.version ? last : lead;
        const answer = await changeLead(seen, change);
        if ("lead" in answer) ours.set(lead.id, answer.lead);
        store.patch(lead.id, "lead" in answer ? answer.lead : (answer.newer ?? seen));
        return answer;
      })();
      sending.set(lead.id, sent);
      return sent.finally(() => {
        if (sending.get(lead.id) === sent) sending.delete(lead.id);
      });
    };
    const told = async (lead: Lead, change: LeadChange, message: string, back: LeadChange | null): Promise<Changed> => {
      const answer = await write(lead, change);
      if (!("lead" in answer)) showProblem(answer.detail);
      else showToast({ message, onUndo: back ? () => void undo(answer.lead, back) : undefined });
      return answer;
    };
    const undo = async (lead: Lead, back: LeadChange) => {
      const answer = await write(lead, back);
      if (!("lead" in answer)) showProblem(answer.detail);
    };
    return {
      people,
      userId,
      write,
      movesFrom: async (status) => {
        moves.current ??= loadMoves();
        const known = await moves.current.catch(() => null);
        if (known === null) moves.current = null;
        return known?.[status] ?? [];
      },
      moveTo: (lead, move, reason) =>
        told(
          lead,
          { status: move.to, status_reason: reason },
          `${leadName(lead)} is now ${STATUS_NAMES[move.to].toLowerCase()}`,
          move.may_return ? { status: lead.status, status_reason: "Taken back" } : null,
        ),
      assign: (lead, owner) =>
        told(
          lead,
          { owner_id: owner?.id ?? null },
          `${leadName(lead)} is ${owner ? `${owner.name}'s` : "nobody's"} now`,
          {
            owner_id: lead.owner?.id ?? null,
          },
        ),
    };
  }, [store, people, userId, loadMoves]);
  return <EditsContext value={edits}>{children}</EditsContext>;
}

export function useLeadEdits(): LeadEdits {
  const edits = useContext(EditsContext);
  if (!edits) throw new Error("useLeadEdits needs a LeadEditsProvider above it");
  return edits;
}
