import { expect, it } from "vitest";
import { taskOf } from "./task-rules";

const now = new Date("2026-11-27T12:00:00Z");
const call = (...suggested_times: string[]) => ({ suggested_times, duration: 15, meeting_type: "discovery" });

it("a call stands in the day of its next suggested time, from midnight there", () => {
  const times = ["2026-11-26T15:00:00Z", "2026-12-01T15:00:00Z", "2026-11-30T15:00:00Z"];
  expect(taskOf("SCHEDULE_CALL", call(...times), "America/New_York", now)).toEqual({
    channel: "call",
    why: "A call of 15 minutes (discovery), suggested for Mon, 30 Nov 2026, 10:00 (America/New York)",
    dueAt: new Date("2026-11-30T15:00:00Z"),
    shownFrom: new Date("2026-11-30T05:00:00Z"),
  });
});

it("a call whose times are over, or which is for today, stands there at once", () => {
  const over = taskOf("SCHEDULE_CALL", call("2026-11-26T15:00:00Z"), "UTC", now);
  expect(over).toMatchObject({ why: "A call of 15 minutes (discovery)", dueAt: now, shownFrom: null });
  expect(taskOf("SCHEDULE_CALL", call("2026-11-27T15:00:00Z"), "UTC", now).shownFrom).toBeNull();
});

it.each([
  ["SCHEDULE_CALL", "call"],
  ["SEND_EMAIL", "email"],
  ["REPLY", "email"],
  ["TASK", null],
] as const)("a follow-up by %s is done by %s", (suggested_action, channel) => {
  const content = { reason: "Silent for weeks", suggested_action, urgency: "high" as const };
  expect(taskOf("FOLLOW_UP", content, "UTC", now)).toMatchObject({ channel, why: "Silent for weeks", shownFrom: null });
});

it("a task says by when, and stands there until then", () => {
  expect(taskOf("TASK", { title: "Ask Ada", due: "2026-12-04" }, "Europe/Vienna", now)).toEqual({
    channel: null,
    why: "Ask Ada, by 4 Dec 2026",
    dueAt: new Date("2026-12-03T23:00:00Z"),
    shownFrom: null,
  });
  expect(taskOf("TASK", { title: "Ask Ada", due: null }, "UTC", now)).toMatchObject({ why: "Ask Ada", dueAt: now });
});
