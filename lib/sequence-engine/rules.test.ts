import { describe, expect, it } from "vitest";
import type { RuleAnswer } from "@/lib/guard/schema";
import type { SequenceStep } from "@/lib/sequences/schema";
import { meetGuard, nextStep, tryAgainAt } from "./rules";

const now = new Date("2026-03-02T09:00:00Z");
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const step = (position: number, kind: SequenceStep["kind"], given: Partial<SequenceStep> = {}): SequenceStep => ({
  id: `s${position}`,
  position,
  kind,
  delay_hours: 0,
  window: null,
  template_id: null,
  template_version: null,
  subject: "s",
  body: "b",
  condition: null,
  otherwise: null,
  ...given,
});
const steps = [
  step(1, "email"),
  step(2, "wait"),
  step(3, "condition", { otherwise: 5 }),
  step(4, "call"),
  step(5, "sms"),
];
const way = (stepId: string | null, given = {}) => ({ stepId, nextRunAt: now, awaits: null, resumeAt: null, ...given });
const lead = { stop: null, zones: ["UTC"], holds: null };
const kind = (...asked: Parameters<typeof nextStep>) => {
  const decision = nextStep(...asked);
  return [decision.kind, "next" in decision ? (decision.next?.id ?? null) : "until" in decision ? decision.until : ""]
    .join(" ")
    .trim();
};

describe("the next step", () => {
  const cases: [string, string, Parameters<typeof nextStep>][] = [
    ["is sent when it is due", "send", [way("s1"), steps, lead, now]],
    ["waits for its time", `wait ${hours(1)}`, [way("s1", { nextRunAt: hours(1) }), steps, lead, now]],
    [
      "of who is away waits for their return",
      `wait ${hours(5)}`,
      [way("s1", { resumeAt: hours(5) }), steps, lead, now],
    ],
    ["after a wait is the one behind it", "pass s3", [way("s2"), steps, lead, now]],
    ["of a condition that holds is the one behind it", "pass s4", [way("s3"), steps, { ...lead, holds: true }, now]],
    ["of a condition that does not is the other way", "pass s5", [way("s3"), steps, { ...lead, holds: false }, now]],
    ["is asked of a rep", "ask", [way("s4"), steps, lead, now]],
    ["rests while the rep was asked", "rest", [way("s4", { awaits: "call" }), steps, lead, now]],
    ["is left out when its own condition does not hold", "pass s2", [way("s1"), steps, { ...lead, holds: false }, now]],
    ["after the last is the end", "finish", [way(null), steps, lead, now]],
    [
      "is none when somebody stepped in, due or not",
      "stop",
      [way("s1", { nextRunAt: hours(9) }), steps, { ...lead, stop: "replied" }, now],
    ],
  ];
  it.each(cases)("%s", (_, expected, asked) => {
    expect(kind(...asked)).toBe(expected);
  });

  it("waits for its hours by the clock where they are, also in the night of a change of clocks", () => {
    const window = { from: "09:00", until: "17:00", weekdays: [1, 2, 3, 4, 5, 6, 7] };
    const at = (zone: string, moment: string) => {
      const asked = new Date(moment);
      const decision = nextStep(
        way("s1", { nextRunAt: asked }),
        [step(1, "email", { window })],
        { ...lead, zones: [zone] },
        asked,
      );
      return decision.kind === "wait" ? decision.until.toISOString() : decision.kind;
    };
    expect(at("America/New_York", "2026-03-02T13:59:00Z")).toBe("2026-03-02T14:00:00.000Z");
    expect(at("America/New_York", "2026-03-02T14:00:00Z")).toBe("send");
    // New York springs forward on 8 March 2026.
    expect(at("America/New_York", "2026-03-07T23:00:00Z")).toBe("2026-03-08T13:00:00.000Z");
  });
});

describe("a no of the guard", () => {
  const rule = (code: RuleAnswer["code"], given: Partial<RuleAnswer> = {}): RuleAnswer => ({
    code,
    result: "warn",
    overridable: false,
    message: code,
    ...given,
  });
  const holder = (at: Date) => ({ user: null, at: at.toISOString(), channel: "email", subject: null, excerpt: null });
  const cases: [string, RuleAnswer[], string | null, string | null][] = [
    ["in quiet hours is waited for", [rule("QUIET_HOURS")], hours(3).toISOString(), "wait"],
    ["by the window is waited for", [rule("RECENTLY_CONTACTED")], hours(3).toISOString(), "wait"],
    ["by the list stops, whatever else", [rule("DNC_BLOCKED"), rule("QUIET_HOURS")], null, "stop do_not_contact"],
    ["without consent stops", [rule("NO_CONSENT")], null, "stop no_consent"],
    [
      "by the sequence's own last email is waited for",
      [rule("SAME_CHANNEL_RECENT", { holder: holder(hours(-5)) })],
      hours(100).toISOString(),
      "wait",
    ],
    [
      "by a colleague's email before it began stops",
      [rule("SAME_CHANNEL_RECENT", { holder: holder(hours(-50)) })],
      hours(100).toISOString(),
      "stop collision",
    ],
    [
      "by the same text stops",
      [rule("SIMILAR_MESSAGE"), rule("QUIET_HOURS")],
      hours(1).toISOString(),
      "stop collision",
    ],
    ["by a colleague's draft stops", [rule("DRAFT_CLAIMED")], hours(1).toISOString(), "stop collision"],
    ["that never ends stops", [rule("QUIET_HOURS")], null, "stop no_hour"],
    ["that is none goes on", [], now.toISOString(), null],
  ];
  it.each(cases)("%s", (_, failing, next, expected) => {
    const met = meetGuard(failing, next, hours(-20));
    expect(met && (met.kind === "stop" ? `stop ${met.reason}` : met.kind)).toBe(expected);
  });

  it("is no reason to try for ever when something breaks", () => {
    expect([1, 2, 3, 4].map((n) => tryAgainAt(n, now)?.getTime())).toEqual(
      [1, 4, 16, 64].map((n) => now.getTime() + n * 60_000),
    );
    expect(tryAgainAt(5, now)).toBeNull();
  });
});
