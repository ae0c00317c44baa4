import { expect, test } from "vitest";
import { machineWords, trackedWords } from "./tracked-words";

const nothing = { opens: 0, first_opened_at: null, clicks: 0, links: [], machine_events: 0 };

test.each([
  ["Not seen to be opened", {}],
  ["Opened once", { opens: 1 }],
  ["Opened 3 times, followed a link once", { opens: 3, clicks: 1, links: ["https://a.example/"] }],
  ["Followed 2 links 4 times", { clicks: 4, links: ["https://a.example/", "https://b.example/"] }],
])("says %j", (words, seen) => expect(trackedWords({ ...nothing, ...seen })).toBe(words));

test("what machines did is said beside it and is in no count", () => {
  expect([machineWords(nothing), machineWords({ ...nothing, machine_events: 1 })]).toEqual([
    null,
    "Machines looked once: not counted",
  ]);
  expect(trackedWords({ ...nothing, machine_events: 5 })).toBe("Not seen to be opened");
});
