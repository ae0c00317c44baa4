import { expect, it } from "vitest";
import { changesOf, typedOf } from "./suggestion-fields";

const [first, second] = ["2026-11-30T15:00:00.000Z", "2026-12-01T15:00:00.000Z"];
const content = { suggested_times: [first, second], duration: 15, meeting_type: "discovery" };

it("changes the time of a call only where another of them is chosen", () => {
  const typed = typedOf({ type: "SCHEDULE_CALL", content });
  expect(changesOf({ content }, typed)).toEqual({});
  expect(changesOf({ content }, { ...typed, suggested_times: second })).toEqual({ suggested_times: [second] });
});
