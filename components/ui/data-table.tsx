"use client";

import { type ColumnDef, type RowData, tableFeatures, useTable } from "@tanstack/react-table";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

const features = tableFeatures({});
type Features = typeof features;

export type TableColumn<Row extends RowData> = {
  id: string;
  header: ReactNode;
  /** A name for a column whose header is a picture. */
  headerLabel?: string;
  cell: (row: Row, at: { cursor: boolean; selected: boolean }) => ReactNode;
  className?: string;
  /** Tailwind width of the column, e.g. "w-40"; the last may take the rest. */
  width?: string;
  /** The server sorts: where the header leads to. */
  sortHref?: string;
  sorted?: "ascending" | "descending";
};

export type DataTableProps<Row extends RowData> = {
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  cursor?: number;
  selected?: ReadonlySet<string>;
  rowClassName?: (row: Row) => string | undefined;
  className?: string;
};

/** Rows that the server has filtered, sorted and paged; the table only draws them. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, cursor = -1, selected, rowClassName, className } = props;
  const table = useTable({ features, data: rows, columns: columns.map(toColumnDef), getRowId: rowKey });
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <table className={clsx("tbl", className)} aria-label={label}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.id} className={column.width} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row, index) => {
          const at = { cursor: index === cursor, selected: selected?.has(row.id) ?? false };
          return (
            <tr
              key={row.id}
              data-row={row.id}
              className={clsx(at.selected && "sel", at.cursor && "cur", rowClassName?.(row.original)) || undefined}
            >
              {row.getAllCells().map((cell) => {
                const column = byId.get(cell.column.id);
                return (
                  <td key={cell.id} className={column?.className}>
                    {column?.cell(row.original, at)}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function HeaderCell<Row extends RowData>({ column }: { column: TableColumn<Row> }) {
  const Arrow = column.sorted === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" className={column.className} aria-sort={column.sorted} aria-label={column.headerLabel}>
      {column.sortHref ? (
        <Link className="sortbtn" href={column.sortHref} scroll={false}>
          {column.header}
          {column.sorted ? <Arrow className="i xs" aria-hidden="true" /> : null}
        </Link>
      ) : (
        column.header
      )}
    </th>
  );
}

function toColumnDef<Row extends RowData>(column: TableColumn<Row>): ColumnDef<Features, Row> {
  return { id: column.id };
}
