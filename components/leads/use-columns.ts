"use client";

import { useCallback, useMemo } from "react";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Problem } from "@/lib/guard/schema";
import {
  columnsText,
  DEFAULT_COLUMNS,
  type LeadColumn,
  parseColumns,
  type ShownColumn,
  withChange,
  writeColumns,
} from "./list-columns";
import type { LeadList } from "./use-lead-list";

export type SetColumns = (raw: unknown) => Promise<{ ok: true } | { ok: false; problem: Problem }>;

export type ListColumns = {
  shown: readonly ShownColumn[];
  change: (columns: readonly ShownColumn[]) => void;
  resize: (id: LeadColumn, width: number) => void;
  keep: () => Promise<void>;
};

/** The columns that the address names; without a word there, those somebody made their own, or everybody's. */
export function useColumns({ filters, change }: LeadList, own: string | null, setColumns: SetColumns): ListColumns {
  const usual = useMemo(() => (own ? parseColumns(own) : DEFAULT_COLUMNS), [own]);
  const shown = useMemo(() => (filters.columns ? parseColumns(filters.columns) : usual), [filters.columns, usual]);
  const put = useCallback(
    (columns: readonly ShownColumn[]) => change({ columns: columnsText(columns, usual) }, { typing: true }),
    [change, usual],
  );
  const resize = useCallback((id: LeadColumn, width: number) => put(withChange(shown, id, { width })), [put, shown]);
  const keep = async () => {
    const answer = await setColumns({ columns: writeColumns(shown) }).catch(() => null);
    if (!answer?.ok) return void showProblem(answer?.problem.detail ?? "The connection failed. Try again.");
    change({ columns: null }, { typing: true });
    showToast({ message: "Your lists show these columns from now on" });
  };
  return { shown, change: put, resize, keep };
}
