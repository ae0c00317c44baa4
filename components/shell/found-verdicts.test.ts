import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LeadVerdicts } from "@/components/leads/lead-requests";
import { openFoundVerdicts, REST_MS } from "./found-verdicts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const opened = () => {
  const asked: string[][] = [];
  const told: LeadVerdicts[] = [];
  const ask = async (ids: string[]) => {
    asked.push(ids);
    return { value: Object.fromEntries(ids.map((id) => [id, undefined])) };
  };
  return { asked, told, verdicts: openFoundVerdicts((one) => told.push(one), ask) };
};
const rest = () => vi.advanceTimersByTimeAsync(REST_MS);

test("asks once when somebody stops typing, and nothing with each key", async () => {
  const { asked, told, verdicts } = opened();
  for (const ids of [["a", "b", "c"], ["a", "b"], ["b"]]) {
    verdicts.want(ids);
    await vi.advanceTimersByTimeAsync(150);
  }
  expect(asked).toEqual([]);
  await rest();
  expect(asked).toEqual([["b"]]);
  expect(told.map(Object.keys)).toEqual([["b"]]);
});

test("asks for those alone that it does not know, until the palette is closed", async () => {
  const { asked, verdicts } = opened();
  verdicts.want(["a"]);
  await rest();
  verdicts.want(["a", "b"]);
  await rest();
  verdicts.want(["b"]);
  await rest();
  expect(asked).toEqual([["a"], ["b"]]);
  verdicts.forget();
  verdicts.want(["b"]);
  verdicts.forget();
  await rest();
  verdicts.want(["b"]);
  await rest();
  expect(asked).toEqual([["a"], ["b"], ["b"]]);
});

test("an answer that does not come, or comes after it was closed, shows nothing", async () => {
  const told: LeadVerdicts[] = [];
  const failing = openFoundVerdicts(
    (one) => told.push(one),
    async () => ({ failure: "failed" }),
  );
  failing.want(["a"]);
  await rest();
  let answer = () => {};
  const late = openFoundVerdicts(
    (one) => told.push(one),
    () => new Promise((resolve) => (answer = () => resolve({ value: { a: undefined } }))),
  );
  late.want(["a"]);
  await rest();
  late.forget();
  answer();
  await rest();
  expect(told).toEqual([]);
});
