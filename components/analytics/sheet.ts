/** A page of figures as plain values: what a page of analytics is made of, whichever room counted it. */
export type SheetFigure = {
  name: string;
  value: string;
  /** of how many, or how it was before */
  base?: string;
  /** where the rows are */
  href?: string;
  /** too few to compare */
  weak?: boolean;
};
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
  /** which column the bars tell; left out: a table alone */
  bar?: number;
  empty: string;
};
export type Sheet = { figures: SheetFigure[]; panels: SheetPanel[]; definitions: Record<string, string>; note: string };

/** Bars of a column: each value beside the largest. */
export function withShares(rows: readonly (SheetRow & { size: number })[]): SheetRow[] {
  const largest = Math.max(...rows.map((row) => row.size), 0);
  return rows.map(({ size, ...row }) => ({ ...row, share: largest === 0 ? 0 : Math.max(0, size) / largest }));
}
