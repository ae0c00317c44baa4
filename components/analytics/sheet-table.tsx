"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { CsvButton } from "@/components/ui/csv-button";
import { Panel } from "./panel";
import type { SheetCell, SheetPanel } from "./sheet";
import { SheetScroll } from "./sheet-scroll";

/** One table of a sheet: as a table, as bars where it has a column for them, and as a file. */
export function SheetTable({ panel, wide = false }: { panel: SheetPanel; wide?: boolean }) {
  const { title, note, columns, rows, fileName, bar, empty, first = "table" } = panel;
  const className = clsx("panel", wide && "wide-sheet");
  const csv = {
    fileName,
    rows: [columns.map((one) => one.label), ...rows.map((row) => row.cells.map((one) => one.text))],
  };
  const said = note ? <span className="t3 sm cut">{note}</span> : null;
  if (rows.length === 0) {
    return (
      <section className={clsx(className, "bare")} aria-label={title}>
        <header>
          <h2>{title}</h2>
        </header>
        <p className="p-3 t2">{empty}</p>
      </section>
    );
  }
  if (bar === undefined) {
    return (
      <section className={className} aria-label={title}>
        <header>
          <h2>{title}</h2>
          {said}
          <span className="grow" />
          <CsvButton {...csv} />
        </header>
        <SheetScroll title={title}>
          <Table panel={panel} />
        </SheetScroll>
      </section>
    );
  }
  return (
    <Panel
      title={title}
      note={said}
      csv={csv}
      first={first}
      wide={wide}
      table={
        <SheetScroll title={title}>
          <Table panel={panel} />
        </SheetScroll>
      }
      chart={<Bars panel={panel} bar={bar} />}
    />
  );
}

function Table({ panel: { columns, rows } }: { panel: SheetPanel }) {
  return (
    <table className="tbl plain sheet">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col" className={column.num ? "num" : undefined}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className={clsx(row.weak && "weak") || undefined}>
            {row.cells.map((cell, at) => (
              <td key={columns[at]?.label} className={columns[at]?.num ? "num" : undefined}>
                <Cell {...cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ text, href }: SheetCell) {
  return href ? (
    <Link href={href} prefetch={false}>
      {text}
    </Link>
  ) : (
    text
  );
}

function Bars({ panel: { rows }, bar }: { panel: SheetPanel; bar: number }) {
  return (
    <div className="wide-names">
      {rows.map((row) => (
        <div key={row.key} className={clsx("barrow", row.weak && "weak")}>
          <span className="cut">{row.cells[0]?.text}</span>
          <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
            <rect width="100" height="12" fill="var(--bg-active)" />
            <rect
              width={Math.round((row.share ?? 0) * 100)}
              height="12"
              fill={row.weak ? "var(--line-strong)" : "var(--chart-1)"}
            />
          </svg>
          <span className="num m">{row.cells[bar]?.text}</span>
          <span />
        </div>
      ))}
    </div>
  );
}
