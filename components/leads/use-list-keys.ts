"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect } from "react";
import { useShortcuts } from "@/components/shell/keyboard";
import { indexOfLead, rowCount, rowsBetween } from "./lead-parts";
import type { LeadList } from "./use-lead-list";
import type { ChosenNow } from "./use-lead-selection";

type Keys = {
  list: LeadList;
  scroller: RefObject<HTMLElement | null>;
  cursor: string | null;
  setCursor: (leadId: string | null) => void;
  /** Where the cursor begins: the first row that can be seen. */
  firstSeen: number;
  reveal: (index: number) => void;
  chosen: ChosenNow;
};

/** J and K move a cursor that stays with its lead when rows come or go; Enter opens it, L logs with it, X chooses it. */
export function useListKeys({ list, scroller, cursor, setCursor, firstSeen, reveal, chosen }: Keys): void {
  const router = useRouter();
  const { parts } = list.rows;
  // The cursor is also the focus: Enter is the browser's own then, and a screen reader reads the row.
  useEffect(() => {
    const link = cursor && scroller.current?.querySelector<HTMLElement>(`tr[data-row="${cursor}"] a.name`);
    if (link) link.focus({ preventScroll: true });
  }, [cursor, scroller]);
  const move = (step: 1 | -1) => {
    const at = cursor === null ? -1 : indexOfLead(parts, cursor);
    const wanted = at < 0 ? firstSeen : at + step;
    const index = Math.max(0, Math.min(rowCount(parts) - 1, wanted));
    if (wanted > index) list.more();
    const [lead] = rowsBetween(parts, index, index + 1);
    reveal(index);
    if (lead) setCursor(lead.id);
  };
  const open = (query: string) => () => {
    if (cursor !== null) router.push(`/leads/${cursor}${query}`);
  };
  const choose = (range: boolean) => () => {
    if (cursor !== null) chosen.toggle(cursor, range);
  };
  const edit = (field: string) => () =>
    scroller.current?.querySelector<HTMLElement>(`tr[data-row="${cursor}"] [data-edit="${field}"] button`)?.click();
  useShortcuts([
    { keys: "j", label: "Next lead", group: "List", run: () => move(1) },
    { keys: "k", label: "Previous lead", group: "List", run: () => move(-1) },
    { keys: "Enter", label: "Open lead", group: "List", run: open("") },
    { keys: "l", label: "Log contact with the lead", group: "List", run: open("?log=any") },
    { keys: "x", label: "Select lead", group: "List", run: choose(false) },
    { keys: "shift+x", label: "Select up to here", group: "List", run: choose(true) },
    { keys: "mod+a", label: "Select all in this list", group: "List", run: chosen.chooseAll },
    // With leads chosen these keys are for all of them.
    ...(chosen.any
      ? [{ keys: "Escape", label: "Clear selection", group: "List", run: chosen.clear }]
      : [
          { keys: "s", label: "Change status", group: "List", run: edit("status") },
          { keys: "a", label: "Assign", group: "List", run: edit("owner") },
        ]),
  ]);
}
