import { expect, it } from "vitest";
import { noteOf } from "./rules";

const call = { suggested_times: ["2026-11-30T15:00:00.000Z"], duration: 15, meeting_type: "discovery" };

it.each([
  ["Europe/Berlin", "Mon, 30 Nov 2026, 16:00 (Europe/Berlin)"],
  ["America/New_York", "Mon, 30 Nov 2026, 10:00 (America/New York)"],
])("a call that was taken on says its time by the clock in %s", (zone, time) => {
  expect(noteOf("SCHEDULE_CALL", call, zone)).toBe(`To do: a call of 15 minutes (discovery), suggested for ${time}.`);
});
