import { describe, expect, it } from "vitest";
import type { ChannelAnswer, Problem, RuleAnswer } from "@/lib/guard/schema";
import {
  changeDraft,
  type LogDraft,
  newDraft,
  primaryLabel,
  refusalFrom,
  refusalIn,
  standingOf,
  standingRefusal,
  toInput,
} from "./log-draft";

const rule = (rest: Partial<RuleAnswer>): RuleAnswer => ({
  code: "SAME_CHANNEL_RECENT",
  result: "warn",
  overridable: true,
  message: "Alice emailed 2 days ago, no reply yet.",
  ...rest,
});
const answer = (verdict: ChannelAnswer["verdict"], rules: RuleAnswer[] = []): ChannelAnswer => ({
  verdict,
  next_allowed_at: null,
  address: "ines@larkfield.example",
  rules,
});
const taken = rule({ code: "RECENTLY_CONTACTED", result: "block", overridable: false });
const draft = (rest: Partial<LogDraft> = {}): LogDraft => ({ ...newDraft("email", "planned"), ...rest });

describe("what a planned touch still needs", () => {
  it.each([
    ["nothing on a free channel", answer("free"), "free", "Take the slot"],
    ["a reason on a soft warning", answer("warn", [rule({})]), "needs-reason", "Take the slot, with reason"],
    [
      "a reason when a manager looks at a taken slot",
      answer("blocked", [{ ...taken, overridable: true }]),
      "needs-reason",
      "Take the slot, with reason",
    ],
    ["somebody else's say when a rep looks at it", answer("blocked", [taken]), "refused", "Take the slot"],
    ["to wait while the guard is being asked", null, "unknown", "Take the slot"],
  ])("is %s", (_, given, standing, label) => {
    expect(standingOf(draft(), given, null)).toBe(standing);
    expect(primaryLabel(draft(), standingOf(draft(), given, null))).toBe(label);
  });

  it("follows the refusal, which is newer than the verdict on the screen", () => {
    const refusal = refusalFrom(answer("blocked", [taken]));
    expect(standingOf(draft(), answer("free"), refusal)).toBe("refused");
  });

  it("is nothing for a fact, whatever the verdict", () => {
    expect(standingOf(draft({ intent: "happened" }), answer("blocked", [taken]), null)).toBe("free");
    expect(primaryLabel(draft({ intent: "happened" }), "free")).toBe("Log contact");
  });
});

describe("changing the draft", () => {
  it("takes something they did as a fact", () => {
    expect(changeDraft(draft({ subject: "Dates" }), { direction: "inbound" })).toMatchObject({
      intent: "happened",
      direction: "inbound",
      subject: "Dates",
    });
  });

  it("lets nothing they did be planned", () => {
    const fact = draft({ intent: "happened", direction: "inbound", notes: "She rang back" });
    expect(changeDraft(fact, { intent: "planned" })).toMatchObject({ direction: "outbound", notes: "She rang back" });
  });
});

describe("the request", () => {
  it("carries the reason only when it overrides something", () => {
    const given = draft({ reason: "  Alice asked me to  " });
    expect(toInput(given, "needs-reason").override_reason).toBe("Alice asked me to");
    expect(toInput(given, "free").override_reason).toBeUndefined();
  });

  it("sends a time only for a fact whose time was chosen", () => {
    expect(toInput(draft({ when: "2026-11-18T10:00" }), "free").occurred_at).toBeUndefined();
    expect(toInput(draft({ intent: "happened" }), "free").occurred_at).toBeUndefined();
    const chosen = toInput(draft({ intent: "happened", when: "2026-11-18T10:00" }), "free");
    expect(chosen.occurred_at).toBe(new Date("2026-11-18T10:00").toISOString());
  });

  it("says that they responded only for our own fact", () => {
    expect(toInput(draft({ intent: "happened", responded: true }), "free").responded).toBe(true);
    expect(
      toInput(draft({ intent: "happened", direction: "inbound", responded: true }), "free").responded,
    ).toBeUndefined();
  });
});

describe("a refusal", () => {
  const [wait, held] = [answer("warn", [rule({})]), answer("blocked", [taken])];
  const [soft, hard] = [refusalFrom(wait), refusalFrom(held)];

  it.each([
    ["stays while the verdict is what it was when asked", hard, "free", "free", answer("free", []), hard],
    ["stays when the verdict comes to say the same", hard, "free", "refused", held, hard],
    ["goes when the slot is free again", hard, "refused", "free", answer("free", []), null],
    ["becomes what holds now when a reason no longer helps", soft, "needs-reason", "refused", held, hard],
    ["stays while the guard is being asked", soft, "free", "unknown", null, soft],
  ] as const)("%s", (_, refusal, asked, now, known, shown) => {
    expect(standingRefusal({ refusal, asked }, now, known)).toEqual(shown);
  });
});

describe("a problem", () => {
  const problem: Problem = { code: "UNAVAILABLE", detail: "The database is not reachable right now" };

  it("is the guard's refusal only when it has the refusal's fields", () => {
    expect(refusalIn(problem)).toBeNull();
    expect(refusalIn({ ...problem, code: "RECENTLY_CONTACTED", overridable: false, warnings: [taken] })).toMatchObject({
      code: "RECENTLY_CONTACTED",
      overridable: false,
      holder: null,
    });
  });
});
