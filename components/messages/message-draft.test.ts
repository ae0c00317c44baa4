import { describe, expect, it } from "vitest";
import { answerAsOf, answersToWriter, answerTo, isAnswered } from "@/components/outreach/conversation-answer";
import type { Touch } from "@/lib/communications/schema";
import type { ChannelAnswer, Contactability, RefusalCode, RuleAnswer } from "@/lib/guard/schema";
import type { Message } from "@/lib/sending/schema";
import { fromTakenBack } from "./kept-message";
import {
  howItLeaves,
  howTheyLeave,
  isHeldUp,
  newMessage,
  nextMorning,
  proposedMoment,
  replySubject,
  sendLabel,
  sentWords,
  standingOfMessage,
  toMessage,
  writableChannels,
} from "./message-draft";

const rule = (code: RefusalCode, given: Partial<RuleAnswer> = {}): RuleAnswer => ({
  code,
  result: "block",
  overridable: false,
  message: "",
  until: "2026-11-27T12:00:00.000Z",
  ...given,
});
const answer = (...rules: RuleAnswer[]): ChannelAnswer => ({
  verdict: rules.some((one) => one.result === "block") ? "blocked" : rules.length > 0 ? "warn" : "free",
  next_allowed_at: null,
  address: "jane@example.org",
  rules,
});
const touch = (given: Partial<Touch>) => ({ id: "t", subject: null, thread_subject: null, ...given }) as Touch;

describe("the guard's answer for a later moment", () => {
  const taken = answer(
    rule("RECENTLY_CONTACTED"),
    rule("SAME_CHANNEL_RECENT", { result: "warn", until: "2026-12-02T12:00:00.000Z" }),
  );

  it.each([
    ["2026-11-27T11:59:00Z", "blocked"],
    ["2026-11-27T12:00:00Z", "warn"],
    ["2026-12-03T09:00:00Z", "free"],
  ])("as of %s is %s", (at, verdict) => {
    expect(answerAsOf(taken, new Date(at)).verdict).toBe(verdict);
  });

  it("never ends what has no end, and is as it stands for now", () => {
    expect(answerAsOf(answer(rule("DNC_BLOCKED", { until: null })), new Date("2027-01-01")).verdict).toBe("blocked");
    expect(answerAsOf(taken, null)).toBe(taken);
  });
});

describe("a message of theirs", () => {
  const theirs = touch({
    id: "a",
    direction: "inbound",
    method: "email",
    thread_id: "1",
    occurred_at: "2026-11-20T09:00:00Z",
  });
  const ours = touch({
    id: "b",
    direction: "outbound",
    method: "email",
    thread_id: "1",
    occurred_at: "2026-11-20T10:00:00Z",
  });

  it("is answered by a newer one of ours in its conversation, unless that was stopped", () => {
    expect(isAnswered(theirs, [ours, theirs])).toBe(true);
    expect(isAnswered(theirs, [theirs])).toBe(false);
    for (const change of [
      { ended_at: "2026-11-20T10:01:00Z" },
      { thread_id: "2" },
      { method: "call" as const },
      { occurred_at: "2026-11-20T08:00:00Z" },
    ])
      expect(isAnswered(theirs, [touch({ ...ours, ...change })])).toBe(false);
  });

  it("is answered past the window and past nothing else, while nobody has", () => {
    const says = (...rules: RuleAnswer[]) => answerTo(answer(...rules), theirs, [theirs]).verdict;
    expect(says(rule("RECENTLY_CONTACTED"), rule("SAME_CHANNEL_RECENT", { result: "warn" }))).toBe("free");
    expect(says(rule("DNC_BLOCKED"), rule("RECENTLY_CONTACTED"))).toBe("blocked");
    expect(says(rule("SIMILAR_MESSAGE", { result: "warn" }))).toBe("warn");
  });

  it("whose answer is about to go says who answers it, and once that went the window counts again", () => {
    const known = answer(rule("RECENTLY_CONTACTED", { message: "rep1 emailed 3 hours ago." }));
    const user = { id: "u", name: "Alice Moreau" };
    for (const status of ["queued", "sending"] as const) {
      const held = answerTo(known, theirs, [touch({ ...ours, user, status, scheduled_for: ours.occurred_at }), theirs]);
      expect(held.verdict).toBe("blocked");
      const holder = { user, at: ours.occurred_at, channel: "email", scheduled: true };
      expect(held.rules[0]).toMatchObject({ code: "RECENTLY_CONTACTED", result: "block", until: null, holder });
    }
    expect(answerTo(known, theirs, [touch({ ...ours, user, status: "sent" }), theirs])).toBe(known);
  });
});

describe("the guard's answers for whoever holds the claim", () => {
  const writing = answer(rule("DRAFT_CLAIMED", { result: "warn" }));
  const known = { channels: { email: writing, sms: writing } } as unknown as Contactability;

  it("forget a colleague's draft on that channel, and nothing else", () => {
    const own = answersToWriter(known, "email");
    expect(own?.channels.email?.verdict).toBe("free");
    expect(own?.channels.sms?.verdict).toBe("warn");
    const sent = { channels: { email: answer(...writing.rules, rule("RECENTLY_CONTACTED")) } };
    expect(answersToWriter({ ...known, ...sent }, "email")?.channels.email?.verdict).toBe("blocked");
  });

  it("are as they stand for whoever holds none", () => {
    expect(answersToWriter(known, null)).toBe(known);
    expect(answersToWriter(null, "email")).toBeNull();
  });
});

describe("a message being written", () => {
  it.each([
    [answer(), "free"],
    [answer(rule("SAME_CHANNEL_RECENT", { result: "warn", overridable: true })), "needs-reason"],
    [answer(rule("RECENTLY_CONTACTED")), "refused"],
    [null, "unknown"],
  ])("stands as the guard says", (given, standing) => {
    expect(standingOfMessage(given, null)).toBe(standing);
  });

  it("says what the press will do", () => {
    expect(sendLabel(newMessage("email"), "free")).toBe("Send now");
    expect(sendLabel({ ...newMessage("email"), later: true }, "needs-reason")).toBe("Schedule, with reason");
  });

  it("becomes a request of what is filled in, and no more", () => {
    const draft = { ...newMessage("sms"), subject: "kept from the email", text: "Hi", reason: "not needed" };
    const sent = toMessage(draft, {
      leadId: "l",
      at: new Date("2026-11-27T09:00Z"),
      standing: "free",
      replyTo: touch({ id: "r" }),
    });
    expect(Object.entries(sent).filter(([, value]) => value !== undefined)).toEqual([
      ["lead_id", "l"],
      ["channel", "sms"],
      ["body_text", "Hi"],
      ["scheduled_for", "2026-11-27T09:00:00.000Z"],
      ["reply_to_id", "r"],
    ]);
  });

  it("is offered on the channels that have an address, and on email when nothing is known", () => {
    expect(writableChannels({ email: { ...answer(), address: null }, sms: answer() })).toEqual(["sms"]);
    expect(writableChannels(undefined)).toEqual(["email"]);
  });

  it.each([
    ["Dates", null, "Re: Dates"],
    ["RE: Dates", null, "RE: Dates"],
    [null, "Rollout", "Re: Rollout"],
    [null, null, ""],
  ])("that answers “%s” is about it", (subject, thread_subject, said) => {
    expect(replySubject(touch({ subject, thread_subject }))).toBe(said);
  });

  it.each([
    ["2026-11-26T20:00:00Z", "Europe/Berlin", "2026-11-27T09:00"],
    ["2026-11-26T23:30:00Z", "Europe/Berlin", "2026-11-30T09:00"],
    ["2026-11-27T12:00:00Z", "America/Denver", "2026-11-30T09:00"],
  ])("at %s is first offered for the next working morning in %s", (now, zone, when) => {
    expect(nextMorning(Date.parse(now), zone)).toBe(when);
  });

  it("is offered for when the slot opens, where that is later", () => {
    const now = Date.parse("2026-11-26T08:00:00Z");
    const taken = (next_allowed_at: string | null) => ({ ...answer(rule("RECENTLY_CONTACTED")), next_allowed_at });
    expect(proposedMoment(now, taken("2026-11-27T13:52:10Z"), "UTC")).toBe("2026-11-27T14:00");
    expect(proposedMoment(now, taken("2026-11-26T13:52:10Z"), "UTC")).toBe("2026-11-27T09:00");
    expect(proposedMoment(now, taken(null), "UTC")).toBe("2026-11-27T09:00");
    expect(proposedMoment(now, { ...answer(), next_allowed_at: "2026-12-01T09:00:00Z" }, "UTC")).toBe(
      "2026-11-27T09:00",
    );
  });
});

describe("a message that was taken back", () => {
  const now = Date.parse("2026-11-27T12:00:00Z");
  const files = [{ id: "f", name: "offer.pdf", media_type: "application/pdf", size: 9 }];
  const message = {
    ...{ id: "m", channel: "email", status: "cancelled", to: "second@acme.example", subject: "Offer", body_text: "Hi" },
    ...{ body_html: null, template: null, attachments: files, updated_at: "2026-11-27T12:00:00Z" },
  } as unknown as Message;

  it("is for whom, with what and for when it was", () => {
    const draft = fromTakenBack({ ...message, send_at: "2026-12-01T14:30:00Z" }, "America/New_York", now);
    expect(draft).toMatchObject({
      to: "second@acme.example",
      files,
      later: true,
      when: "2026-12-01T09:30",
      draftId: null,
    });
  });

  it("goes now where it was about to go", () => {
    expect(fromTakenBack({ ...message, send_at: "2026-11-27T12:00:10Z" }, "UTC", now)).toMatchObject({ later: false });
  });
});

it.each([
  ["email", null, "Email leaves in 10 seconds"],
  ["email", "Mon 09:00", "Email scheduled for Mon 09:00"],
  ["linkedin", null, "LinkedIn has its slot. Send it by hand on LinkedIn."],
  ["sms", null, "SMS has its slot. It leaves by itself where a provider for texts is connected; else send it by hand."],
] as const)("after a message by %s for %s it says what becomes of it", (channel, when, words) => {
  expect(sentWords(channel, when)).toBe(words);
});

it("says how a message leaves by whether a time is chosen, and of what waits only what applies", () => {
  expect(howItLeaves("email", false)).toBe("It leaves 10 seconds after you press. Until then you can undo it.");
  expect(howItLeaves("email", true)).toBe("It leaves by itself at the time you choose.");
  expect(howTheyLeave(["email"])).toBe("Email leaves by itself at its time. The slot is taken already.");
  expect(howTheyLeave(["email", "linkedin"])).toContain("Send anything else by hand and say so here.");
  expect(howTheyLeave(["sms"])).toContain("a text where a provider for texts is connected");
});

it("tells an email that something holds up from one that leaves soon, and from what is sent by hand", () => {
  const now = Date.parse("2026-03-02T12:00:00Z");
  const waits = (method: Touch["method"], scheduled_for: string) => [
    { method, scheduled_for, occurred_at: scheduled_for },
  ];
  expect(isHeldUp(waits("email", "2026-03-02T11:30:00Z"), now)).toBe(true);
  expect(isHeldUp(waits("email", "2026-03-02T11:59:40Z"), now)).toBe(false);
  expect(isHeldUp(waits("email", "2026-03-03T09:00:00Z"), now)).toBe(false);
  expect(isHeldUp(waits("linkedin", "2026-03-01T09:00:00Z"), now)).toBe(false);
});
