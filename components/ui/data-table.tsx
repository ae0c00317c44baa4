"use client";

import { type ColumnDef, type RowData, tableFeatures, useTable } from "@tanstack/react-table";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, type ReactNode, useMemo } from "react";
import { ColumnResizer } from "./column-resizer";
import { ShallowLink } from "./shallow-link";
import { MOST_PINS, usePins } from "./use-pins";

const features = tableFeatures({});
type Features = typeof features;

export type TableColumn<Row extends RowData> = {
  id: string;
  header: ReactNode;
  /** A name for a column whose header is a picture. */
  headerLabel?: string;
  cell: (row: Row, at: { cursor: boolean; chosen: boolean }) => ReactNode;
  className?: string;
  /** Tailwind width of the column, e.g. "w-40"; the last may take the rest. */
  width?: string;
  /** The server sorts: where the header leads to. */
  sortHref?: string;
  onSort?: () => void;
  sorted?: "ascending" | "descending";
  /** Given, the header's edge can be drawn. */
  onResize?: (width: number) => void;
  /** Stays in view when the table is wider than the screen; only the first columns can. */
  pinned?: boolean;
};

/** Which part of a long list is drawn: its first row's index, and the room for what is not drawn. */
export type TableWindow = {
  from: number;
  above: number;
  below: number;
  total: number;
  measure: (row: HTMLElement | null) => void;
};

export type DataTableProps<Row extends RowData> = {
  label: string;
  columns: readonly TableColumn<Row>[];
  /** null: a row that is on its way. */
  rows: readonly (Row | null)[];
  rowKey: (row: Row) => string;
  /** The key of the row under the keyboard's cursor. */
  cursor?: string | null;
  /** Whether the row of this key is chosen. */
  chosen?: (key: string) => boolean;
  rowClassName?: string;
  className?: string;
  window?: TableWindow;
};

/** Rows that the server has filtered, sorted and paged; the table only draws them. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, cursor, chosen, rowClassName, className, window: part } = props;
  const data = useMemo(() => rows.filter((row) => row !== null), [rows]);
  const defs = useMemo(() => columns.map(toColumnDef), [columns]);
  const table = useTable({ features, data, columns: defs, getRowId: rowKey });
  const byId = table.getRowModel().rowsById;
  const pins = columns.flatMap((column, at) => (column.pinned && at < MOST_PINS ? [at] : []));
  const element = usePins(pins);
  return (
    <table
      ref={element}
      className={clsx("tbl", className)}
      aria-label={label}
      aria-rowcount={part ? part.total + 1 : undefined}
    >
      <colgroup>
        {columns.map((column) => (
          // A column that a phone leaves out must not lend its width to the next.
          <col key={column.id} className={clsx(column.width, /\bwide\b/.test(column.className ?? "") && "wide")} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={part ? 1 : undefined}>
          {table.getAllColumns().map((column, at) => (
            <HeaderCell key={column.id} column={columns[at]} at={at} />
          ))}
        </tr>
      </thead>
      <tbody>
        {part && part.above > 0 ? <Gap height={part.above} /> : null}
        {rows.map((row, at) => {
          const id = row === null ? `wait-${at}` : rowKey(row);
          const drawn = row === null ? null : (byId[id]?.original ?? row);
          const place = part ? { index: part.from + at, measure: part.measure } : {};
          const state = { cursor: id === cursor, chosen: row !== null && chosen?.(id) === true };
          return <TableRow key={id} {...{ row: drawn, id, columns, className: rowClassName, ...state, ...place }} />;
        })}
        {part && part.below > 0 ? <Gap height={part.below} /> : null}
      </tbody>
    </table>
  );
}

type RowProps<Row extends RowData> = {
  row: Row | null;
  id: string;
  columns: readonly TableColumn<Row>[];
  cursor: boolean;
  chosen: boolean;
  className?: string;
  index?: number;
  measure?: TableWindow["measure"];
};

function PlainRow<Row extends RowData>(props: RowProps<Row>) {
  const { row, id, columns, cursor, chosen, className, index, measure } = props;
  const place = { ref: measure, "data-index": index, "aria-rowindex": index === undefined ? undefined : index + 2 };
  // One cell: many of these come and go while somebody scrolls fast.
  if (row === null)
    return (
      <tr {...place} className="waits">
        <td colSpan={columns.length} />
      </tr>
    );
  return (
    <tr {...place} data-row={id} className={clsx(cursor && "cur", chosen && "sel", className) || undefined}>
      {columns.map((column, at) => (
        <td key={column.id} className={cellClass(column, at)}>
          {column.cell(row, { cursor, chosen })}
        </td>
      ))}
    </tr>
  );
}

/** A cursor that moves or a row that comes draws those rows anew, not the table. */
const TableRow = withTypes(memo(PlainRow), PlainRow);

// memo answers a component of the same props, but forgets their type parameter.
function withTypes<C>(component: unknown, _of: C): C {
  return component as C;
}

/** Only ever drawn in the browser, where a style is set by script: the CSP forbids it in markup. */
function Gap({ height }: { height: number }) {
  return <tr className="gap" style={{ height }} />;
}

const cellClass = <Row extends RowData>({ className, pinned }: TableColumn<Row>, at: number) =>
  clsx(className, pinned && at < MOST_PINS && `pin pin-${at}`) || undefined;

function HeaderCell<Row extends RowData>({ column, at }: { column?: TableColumn<Row>; at: number }) {
  if (!column) return null;
  const Arrow = column.sorted === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" className={cellClass(column, at)} aria-sort={column.sorted} aria-label={column.headerLabel}>
      {column.sortHref ? (
        <ShallowLink className="sortbtn" href={column.sortHref} onGo={column.onSort}>
          {column.header}
          {column.sorted ? <Arrow className="i xs" aria-hidden="true" /> : null}
        </ShallowLink>
      ) : (
        column.header
      )}
      {column.onResize ? <ColumnResizer onResize={column.onResize} /> : null}
    </th>
  );
}

function toColumnDef<Row extends RowData>(column: TableColumn<Row>): ColumnDef<Features, Row> {
  return { id: column.id };
}
