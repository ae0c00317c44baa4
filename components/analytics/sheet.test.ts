import { expect, it } from "vitest";
import { widePanels } from "./sheet";

const panel = (columns: number) => ({
  title: "",
  columns: Array.from({ length: columns }, (_, nth) => ({ label: String(nth) })),
  rows: [],
  fileName: "",
  empty: "",
});

it.each([
  [[], []],
  [[4], [true]],
  [
    [4, 4],
    [false, false],
  ],
  [
    [4, 4, 4],
    [false, false, true],
  ],
  [
    [4, 8, 8],
    [true, true, true],
  ],
  [
    [8, 4, 4, 4, 4],
    [true, false, false, false, false],
  ],
  [
    [4, 4, 8, 4],
    [false, false, true, true],
  ],
])("of tables with %j columns, %j take the whole width", (columns, wide) => {
  expect(widePanels(columns.map(panel))).toEqual(wide);
});
