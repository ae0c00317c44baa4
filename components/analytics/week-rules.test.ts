import { expect, it } from "vitest";
import { drawnDays } from "./week-rules";

const daysOf = (count: number) =>
  Array.from({ length: count }, (_, nth) => ({
    date: new Date(Date.UTC(2026, 0, 1 + nth)).toISOString().slice(0, 10),
    attempts: 2,
    responses: 1,
  }));

it.each([0, 1, 30, 120])("draws each of %d days", (count) => {
  expect(drawnDays(daysOf(count)).map((one) => [one.date, one.until])).toEqual(
    daysOf(count).map((one) => [one.date, one.date]),
  );
});

it.each([121, 126, 365, 730])("draws %d days seven at a time, whole ones to the last, and loses none", (count) => {
  const days = daysOf(count);
  const drawn = drawnDays(days);
  expect(drawn.length).toBe(Math.ceil(count / 7));
  expect(drawn.reduce((sum, one) => sum + one.attempts, 0)).toBe(count * 2);
  expect(drawn.slice(1).every((one) => one.attempts === 14 && one.responses === 7)).toBe(true);
  expect([drawn[0]?.date, drawn.at(-1)?.until]).toEqual([days[0]?.date, days.at(-1)?.date]);
});
