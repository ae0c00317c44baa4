import { expect, it } from "vitest";
import { toCsv } from "./csv";

it.each([
  [[["a", 1, null]], "a,1,"],
  [[['says "no", twice', "two\nlines"]], '"says ""no"", twice","two\nlines"'],
  [[["=1+1", "@SUM(A1)", "-2", -2]], "'=1+1,'@SUM(A1),'-2,-2"],
])("writes %j so that a spreadsheet reads it and runs nothing", (rows, text) => {
  expect(toCsv(rows)).toBe(text);
});
