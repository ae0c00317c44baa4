/** How far a file is read, in bytes of its table: of a workbook those of the sheet, unpacked. */
export type Watch = { read: number; of: number };

/** of a table, in a workbook or a text */
export const MOST_COLUMNS = 1000;
