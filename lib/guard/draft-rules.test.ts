import { describe, expect, it } from "vitest";
import type { DraftFact } from "@/lib/drafts/queries";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import { settingsOf } from "@/lib/settings/rules";
import type { Asker, ChannelFacts, OutreachFacts } from "./fact-rules";
import { assessOutreach } from "./rules";

const now = new Date("2026-03-04T12:00:00Z");
const rep: Asker = { userId: "rep", role: "rep" };
const email: ChannelFacts = {
  code: "email",
  addressKind: "email",
  group: "email",
  hardWindowSeconds: 86_400,
  softWindowSeconds: 604_800,
  redialBySameRep: false,
  quietHoursApply: false,
};
const draft: DraftFact = {
  group: "email",
  userId: "bob",
  user: { id: "bob", name: "Bob Tanner" },
  since: new Date("2026-03-04T11:58:00Z"),
  until: new Date("2026-03-04T12:03:00Z"),
};
const facts = (drafts: DraftFact[]): OutreachFacts => ({
  leadId: "lead",
  channels: [email],
  addresses: [],
  slots: [],
  dnc: [],
  recent: [],
  settings: settingsOf({}),
  company: { recent: [], others: 0, itself: false },
  person: [],
  text: null,
  similar: null,
  consents: [],
  drafts,
  place: { zones: ["UTC"], by: "lead" },
  quietHours: defaultQuietHours,
});
const isDraft = (rule: { code: string }) => rule.code === "DRAFT_CLAIMED";
const answerTo = (drafts: DraftFact[], asker = rep) => assessOutreach(facts(drafts), email, asker, now);

describe("somebody is drafting", () => {
  it("warns of a colleague's draft: who, since when, and until when it holds", () => {
    const answer = answerTo([draft]);
    expect(answer).toMatchObject({ verdict: "warn", next_allowed_at: draft.until.toISOString() });
    expect(answer.rules.find(isDraft)).toMatchObject({
      code: "DRAFT_CLAIMED",
      result: "warn",
      overridable: true,
      message: "Bob Tanner is writing to them now.",
      holder: { user: { id: "bob", name: "Bob Tanner" }, at: draft.since.toISOString(), channel: "email" },
      until: draft.until.toISOString(),
    });
  });

  it("says that a colleague is, when they would rather not be named", () => {
    expect(answerTo([{ ...draft, user: null }]).rules.find(isDraft)).toMatchObject({
      result: "warn",
      message: "A colleague is writing to them now.",
      holder: { user: null },
    });
  });

  const passing: [string, DraftFact[]][] = [
    ["nobody writes", []],
    ["they write themselves", [{ ...draft, userId: "rep" }]],
    ["a colleague writes on another channel", [{ ...draft, group: "sms" }]],
  ];
  it.each(passing)("passes when %s", (_, drafts) => {
    expect(answerTo(drafts)).toMatchObject({ verdict: "free" });
  });

  it("stops what goes out by itself", () => {
    expect(answerTo([draft], { ...rep, via: "job" }).rules.find(isDraft)).toMatchObject({
      result: "warn",
      overridable: false,
    });
  });
});
