import { expect, test } from "vitest";
import type { ChannelAnswer, Contactability } from "@/lib/guard/schema";
import { consequenceSentence, type LeadNews, newsSentence } from "./live-words";

const clock = { now: Date.parse("2026-11-19T14:11:30Z"), zone: "UTC" };
const lead = "0190a000-0000-7000-8000-000000000001";
const news = (change: Partial<LeadNews["body"]> = {}, kind: LeadNews["kind"] = "lead.contacted"): LeadNews => ({
  kind,
  body: {
    lead_id: lead,
    communication_id: lead,
    user: { id: lead, name: "Alice" },
    method: "call",
    subject: null,
    at: "2026-11-19T14:11:00Z",
    ...change,
  },
});
const answer = (change: Partial<ChannelAnswer>): Contactability => ({
  lead_id: lead,
  as_of: "2026-11-19T14:11:30Z",
  channels: { call: { verdict: "free", next_allowed_at: null, address: "+16175550142", rules: [], ...change } },
});
const rule = (
  code: "RECENTLY_CONTACTED" | "SAME_CHANNEL_RECENT" | "DNC_BLOCKED",
  result: "block" | "warn",
  until: string | null,
) => ({
  code,
  result,
  until,
  overridable: false,
  message: "",
});

test("says who did what to whom and when", () => {
  expect(newsSentence(news(), "Ines", clock)).toBe("Alice called Ines just now.");
  expect(newsSentence(news({ method: "email", at: "2026-11-19T13:00:00Z" }), "Ines", clock)).toBe(
    "Alice emailed Ines 1 hour ago.",
  );
  expect(newsSentence(news({ user: null, method: "carrier_pigeon" }), "Ines", clock)).toBe(
    "Somebody contacted Ines just now.",
  );
  expect(newsSentence(news({}, "lead.replied"), "Ines", clock)).toBe("Ines replied just now.");
});

test("says what it means for the reader, once that is known", () => {
  const taken = answer({ verdict: "blocked", rules: [rule("RECENTLY_CONTACTED", "block", "2026-11-20T14:11:00Z")] });
  const wait = answer({ verdict: "warn", rules: [rule("SAME_CHANNEL_RECENT", "warn", "2026-11-24T14:11:00Z")] });
  const blocked = answer({ verdict: "blocked", rules: [rule("DNC_BLOCKED", "block", null)] });
  expect(consequenceSentence(news(), taken, clock)).toBe("Your call slot closed until tomorrow 14:11.");
  expect(consequenceSentence(news(), wait, clock)).toBe("Better wait with Call until Tue 24 Nov.");
  expect(consequenceSentence(news(), blocked, clock)).toBe("Nobody may use Call here.");
  expect(consequenceSentence(news(), answer({}), clock)).toBe("");
  expect(consequenceSentence(news(), null, clock)).toBe("");
  expect(consequenceSentence(news({ method: "email" }), taken, clock)).toBe("");
});
