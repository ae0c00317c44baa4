import { expect, it, vi } from "vitest";
import { loggedWords } from "./use-asked-log";

const touch = { id: "t", collisions: [] };

it.each([
  [undefined, true, "Contact logged"],
  ["i", true, "Contact logged. It is done in Today."],
  ["i", false, "Contact logged. It is still open in Today."],
])("ticks off in Today what a touch was logged for (%s, %s)", async (item, ok, words) => {
  const finish = vi.fn(async () => ({ ok }));
  expect(await loggedWords(touch, item, finish)).toBe(words);
  expect(finish.mock.calls).toEqual(item ? [[{ item_id: "i", communication_id: "t" }]] : []);
});
