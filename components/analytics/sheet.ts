import type { FigureProps } from "./figure";

/** A page of figures as plain values: what a page of analytics is made of, whichever room counted it. */
export type SheetFigure = FigureProps;
export type SheetCell = { text: string; href?: string };
export type SheetColumn = { label: string; num?: boolean };
export type SheetRow = {
  key: string;
  cells: SheetCell[];
  weak?: boolean /** how long its bar is, 0 to 1 */;
  share?: number;
};
export type SheetPanel = {
  title: string;
  note?: string;
  columns: SheetColumn[];
  rows: SheetRow[];
  fileName: string;
  /** what stands first, when it is not the table */
  first?: "chart";
  /** which column the bars tell; left out: a table alone */
  bar?: number;
  empty: string;
};
export type Sheet = {
  figures: SheetFigure[];
  panels: SheetPanel[];
  definitions: Record<string, string>;
  note: string;
  /** how the figures come about, where one must know it to read them */
  method?: string;
};

/** With more columns than these a table needs the whole width. */
const WIDE_FROM = 4;

/** Which panels take the whole width: those of many columns, and one that would stand alone in its line. */
export function widePanels(panels: readonly SheetPanel[]): boolean[] {
  const wide: boolean[] = [];
  for (const [at, { columns }] of panels.entries()) {
    const half = wide.slice(wide.lastIndexOf(true) + 1).length % 2 === 1;
    const next = panels[at + 1];
    wide.push(columns.length > WIDE_FROM || (!half && (!next || next.columns.length > WIDE_FROM)));
  }
  return wide;
}

/** Bars of a column: each value beside the largest. */
export function withShares(rows: readonly (SheetRow & { size: number })[]): SheetRow[] {
  const largest = Math.max(...rows.map((row) => row.size), 0);
  return rows.map(({ size, ...row }) => ({ ...row, share: largest === 0 ? 0 : Math.max(0, size) / largest }));
}
