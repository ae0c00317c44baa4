import { expect, it } from "vitest";
import { countChange, hoursChange, rateChange } from "./change-words";

it.each([
  [countChange(110, 100), "↑ 10 %, 10 % more"],
  [countChange(40, 50), "↓ 20 %, 20 % fewer"],
  [countChange(7, 7), "= , as before"],
  [countChange(7, 0), "↑ from 0, 7 more"],
  [countChange(3, 1), "↑ from 1, 2 more"],
  [countChange(2, 9), "↓ from 9, 7 fewer"],
  [countChange(164144, 12), "↑ from 12, 164,132 more"],
  [countChange(99, 10), "↑ 890 %, 890 % more"],
  [countChange(214_080_00, 40_00, (minor) => `${minor / 100} USD`), "↑ from 40 USD, 214040 USD more"],
  [countChange(0, 0), null],
  [countChange(7, undefined), null],
  [rateChange(0.142, 0.131), "↑ 1.1 pt, 1.1 points higher"],
  [rateChange(0.131, 0.142), "↓ 1.1 pt, 1.1 points lower"],
  [rateChange(0.5, 0.5), "= , as before"],
  [rateChange(null, 0.5), null],
  [hoursChange(5, 5 + 22 / 60), "↓ 22 min, 22 min faster"],
  [hoursChange(8, 5.5), "↑ 2 h 30, 2 h 30 slower"],
  [hoursChange(8, null), null],
])("says %j as %s", (change, words) => {
  expect(change && `${change.arrow} ${change.text}, ${change.said}`).toBe(words);
});
