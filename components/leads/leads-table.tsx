"use client";

import { clsx } from "clsx";
import { useMemo } from "react";
import { roomClass } from "@/components/ui/column-widths";
import { DataTable, type TableWindow } from "@/components/ui/data-table";
import type { Lead } from "@/lib/leads/schema";
import { type ColumnSource, columnsFor } from "./lead-columns";
import type { LeadVerdicts } from "./lead-requests";
import { VerdictsContext } from "./lead-verdicts";
import { DEFAULT_COLUMNS } from "./list-columns";

export type LeadsTableProps = ColumnSource & {
  leads: readonly (Lead | null)[];
  verdicts: LeadVerdicts;
  cursor: string | null;
  isChosen: (leadId: string) => boolean;
  window: TableWindow;
};

/** Leads as dense rows; each row is a link. On a phone a row is three lines. */
export function LeadsTable(props: LeadsTableProps) {
  const { leads, columns, verdicts, userId, tagColours, filters, change, cursor, isChosen, toggle, resize, window } =
    props;
  const drawn = useMemo(
    () => columnsFor({ columns, userId, tagColours, filters, change, toggle, resize }),
    [columns, userId, tagColours, filters, change, toggle, resize],
  );
  const room = columns === DEFAULT_COLUMNS ? null : roomClass(columns.reduce((sum, one) => sum + one.width, 10));
  return (
    <VerdictsContext value={verdicts}>
      <DataTable
        label="Leads"
        rows={leads}
        rowKey={(lead) => lead.id}
        cursor={cursor}
        chosen={isChosen}
        className={clsx("selecting", room)}
        rowClassName="linked"
        columns={drawn}
        window={window}
      />
    </VerdictsContext>
  );
}
