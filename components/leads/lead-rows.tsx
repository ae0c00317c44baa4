"use client";

import { useEffect, useMemo, useRef } from "react";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useRowWindow } from "@/components/ui/use-row-window";
import type { TagColours } from "@/lib/tags/schema";
import { useLeadMemory } from "./lead-memory";
import { rowCount, rowsBetween } from "./lead-parts";
import { leadHref } from "./lead-query";
import { isChosen } from "./lead-selection";
import { LeadsEmpty } from "./leads-empty";
import { LeadsEnd, LeadsFailure } from "./leads-end";
import { LeadsTable } from "./leads-table";
import type { ListColumns } from "./use-columns";
import { useFewAtOnce } from "./use-few-at-once";
import type { LeadList } from "./use-lead-list";
import { useLeadSelection } from "./use-lead-selection";
import { useListKeys } from "./use-list-keys";
import { useListPlace } from "./use-list-place";
import { useLiveRows, useRowsInView } from "./use-rows-in-view";

type LeadRowsProps = { list: LeadList; columns: ListColumns; userId?: string; tagColours: TagColours };

/** The part of the page that scrolls: the rows in view, more of them with scrolling, what goes wrong in their place. */
export function LeadRows({ list, columns, userId, tagColours }: LeadRowsProps) {
  const { rows, state, filters, change } = list;
  const scroller = useRef<HTMLElement>(null);
  const count = rowCount(rows.parts);
  const { top, cursor, setCursor, onScroll } = useListPlace(list.query, scroller);
  const { from, to, seen, reveal, ...room } = useRowWindow(scroller, count, top);
  const inWindow = useMemo(() => rowsBetween(rows.parts, from, to), [rows.parts, from, to]);
  const drawn = useFewAtOnce(list.query, inWindow, { from: seen.from - from, to: seen.to - from });
  const chosen = useLeadSelection();
  const memory = useLeadMemory();
  const href = leadHref(filters, {});
  useEffect(() => {
    memory.last = { query: list.query, href };
  }, [memory, list.query, href]);
  useListKeys({ list, scroller, cursor, setCursor, firstSeen: seen.from, reveal, chosen });
  useRowsInView(list, inWindow, seen);
  useLiveRows(list, inWindow, seen);
  const filtersOn = [filters.q, filters.status?.length, filters.owner, filters.tag, filters.filter].filter(
    Boolean,
  ).length;
  return (
    <section ref={scroller} className="scroll" aria-label="Leads" aria-busy={state === "late"} onScroll={onScroll}>
      {state === "late" ? <SkeletonRows rows={16} columns={7} /> : null}
      {state === "failed" || state === "signed-out" ? (
        <LeadsFailure failure={state} what="The leads did not load." retry={list.retry} />
      ) : null}
      {state === "here" && count === 0 ? (
        <LeadsEmpty filtersOn={filtersOn} cleared={leadHref({ sort: filters.sort }, {})} />
      ) : null}
      {state === "here" && count > 0 ? (
        <>
          <LeadsTable
            leads={drawn}
            columns={columns.shown}
            resize={columns.resize}
            verdicts={rows.verdicts}
            userId={userId}
            tagColours={tagColours}
            filters={filters}
            change={change}
            cursor={cursor}
            isChosen={(leadId) => isChosen(chosen.selection, leadId)}
            toggle={chosen.toggle}
            window={{ from, ...room, total: rows.next ? -1 : count }}
          />
          <LeadsEnd list={list} />
        </>
      ) : null}
    </section>
  );
}
