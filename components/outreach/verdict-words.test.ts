import { describe, expect, it } from "vitest";
import type { ChannelAnswer, RuleAnswer } from "@/lib/guard/schema";
import { reasonLines, untilWords, verdictSentence } from "./verdict-words";

const alice = { id: "0199d0a0-0000-7000-8000-00000000000a", name: "Alice Moreau" };
const reader = {
  now: Date.parse("2026-11-19T14:12:00.000Z"),
  zone: "UTC",
  userId: "0199d0a0-0000-7000-8000-00000000000d",
};
const holder = { user: alice, at: "2026-11-19T05:12:00.000Z", channel: "call", subject: "Go-live", excerpt: null };
const slot: RuleAnswer = {
  code: "RECENTLY_CONTACTED",
  result: "block",
  overridable: false,
  message: "Alice Moreau called 9 hours ago. The slot is taken.",
  until: "2026-11-20T05:12:00.000Z",
  holder,
};
const soft: RuleAnswer = {
  ...slot,
  code: "SAME_CHANNEL_RECENT",
  result: "warn",
  overridable: true,
  message: "Alice Moreau called 9 hours ago, no reply yet.",
  until: "2026-11-26T05:12:00.000Z",
};
const dnc: RuleAnswer = {
  code: "DNC_BLOCKED",
  result: "block",
  overridable: false,
  message: "Do not contact: she asked us to stop. Nobody may override this.",
};
const answer = (verdict: ChannelAnswer["verdict"], rules: RuleAnswer[]): ChannelAnswer => ({
  verdict,
  next_allowed_at: null,
  address: "+16175550142",
  rules,
});

describe("the reasons of a verdict", () => {
  it("say one touch once, in the line that says more", () => {
    const lines = reasonLines(answer("blocked", [slot, soft]), reader);
    expect(lines).toEqual([
      {
        code: "SAME_CHANNEL_RECENT",
        strong: "Alice Moreau called 9 hours ago, no reply yet",
        rest: ", today 05:12, “Go-live”",
      },
    ]);
  });

  it("say You to who did it", () => {
    const [line] = reasonLines(answer("warn", [soft]), { ...reader, userId: alice.id });
    expect(line?.strong).toBe("You called 9 hours ago, no reply yet");
  });

  it("stay true while the page is open", () => {
    const [line] = reasonLines(answer("warn", [soft]), { ...reader, now: reader.now + 3_600_000 });
    expect(line?.strong).toContain("10 hours ago");
  });

  it.each([
    ["2026-11-20T09:00:00.000Z", false, "Alice Moreau has scheduled an email for tomorrow 09:00"],
    ["2026-11-19T09:00:00.000Z", false, "Alice Moreau has scheduled an email that waits to go out"],
    ["2026-11-20T09:00:00.000Z", true, "Alice's email is set for tomorrow 09:00"],
    ["2026-11-19T14:12:30.000Z", false, "Alice Moreau has an email about to go"],
    ["2026-11-19T14:11:50.000Z", true, "Alice's email is about to go"],
  ])("say of a message for %s that it has not gone out", (at, firstNames, said) => {
    const scheduled = { ...slot, holder: { ...holder, at, channel: "email", scheduled: true } };
    expect(reasonLines(answer("blocked", [scheduled]), { ...reader, firstNames })).toEqual([
      { code: "RECENTLY_CONTACTED", strong: said, rest: ", “Go-live”" },
    ]);
  });

  it("are the guard's own words where nobody holds anything", () => {
    const [line] = reasonLines(answer("blocked", [dnc]), reader);
    expect(line).toEqual({
      code: "DNC_BLOCKED",
      strong: "Do not contact: she asked us to stop",
      rest: ". Nobody may override this.",
    });
  });
});

describe("until when", () => {
  it.each([
    ["free", answer("free", []), "now"],
    ["wait", answer("warn", [soft]), "better from Thu 26 Nov"],
    ["taken", answer("blocked", [slot, soft]), "until tomorrow 05:12"],
    ["blocked", answer("blocked", [dnc]), "do not contact"],
  ])("is said for %s", (_, given, words) => {
    expect(untilWords(given, "call", reader)).toBe(words);
  });

  it("is part of the sentence behind a dot", () => {
    expect(verdictSentence(answer("blocked", [slot]), "call", reader)).toBe(
      "Call: taken, until tomorrow 05:12. Alice Moreau called 9 hours ago",
    );
  });
});
