import { describe, expect, it } from "vitest";
import { type ChannelAnswer, REFUSAL_CODES, type RefusalCode, type RuleAnswer } from "./schema";
import {
  briefAnswers,
  dotAnswers,
  failingRules,
  freeFrom,
  holderToAsk,
  mayOverride,
  verdictUntil,
  verdictWord,
  windowLeft,
} from "./verdict-rules";

const rule = (code: RefusalCode, result: RuleAnswer["result"], rest: Partial<RuleAnswer> = {}): RuleAnswer => ({
  code,
  result,
  overridable: false,
  message: code,
  ...rest,
});

const answer = (
  verdict: ChannelAnswer["verdict"],
  failing: RuleAnswer[] = [],
  address: string | null = "a@b.example",
) => ({
  verdict,
  next_allowed_at: null,
  address,
  rules: [
    ...REFUSAL_CODES.filter((code) => !failing.some((one) => one.code === code)).map((code) => rule(code, "pass")),
    ...failing,
  ],
});

const holder = {
  user: { id: "0199d0a0-0000-7000-8000-000000000001", name: "Alice Moreau" },
  at: "2026-11-18T14:00:00.000Z",
  channel: "email" as const,
  subject: "Dates",
  excerpt: "Hi Ines",
};

describe("the verdict's word", () => {
  it.each<[string, ChannelAnswer, string]>([
    ["nothing speaks against it", answer("free"), "free"],
    ["a soft rule warns", answer("warn", [rule("SAME_CHANNEL_RECENT", "warn")]), "wait"],
    ["the window is taken", answer("blocked", [rule("RECENTLY_CONTACTED", "block")]), "taken"],
    ["the company ceiling is reached", answer("blocked", [rule("COMPANY_LIMIT", "block")]), "taken"],
    ["the person must not be contacted", answer("blocked", [rule("DNC_BLOCKED", "block")]), "blocked"],
    ["there is no consent", answer("blocked", [rule("NO_CONSENT", "block")]), "blocked"],
    ["the address bounced", answer("blocked", [rule("ADDRESS_INVALID", "block")]), "blocked"],
    ["no address is on file", answer("free", [], null), "none"],
    [
      "the guard refuses because no address is on file",
      answer("blocked", [rule("ADDRESS_INVALID", "block")], null),
      "none",
    ],
  ])("says what is so when %s", (_, given, word) => {
    expect(verdictWord(given)).toBe(word);
  });

  it("lets do-not-contact win over a taken slot", () => {
    const both = answer("blocked", [rule("RECENTLY_CONTACTED", "block"), rule("DNC_BLOCKED", "block")]);
    expect(verdictWord(both)).toBe("blocked");
  });

  it("says blocked, not a dash, when a person without this address asked to be left alone", () => {
    expect(verdictWord(answer("blocked", [rule("DNC_BLOCKED", "block")], null))).toBe("blocked");
  });

  it("lets a taken slot win over a missing address and over warnings", () => {
    const given = answer("blocked", [rule("SIMILAR_MESSAGE", "warn"), rule("RECENTLY_CONTACTED", "block")], null);
    expect(verdictWord(given)).toBe("taken");
    expect(failingRules(given).map((one) => one.code)).toEqual(["RECENTLY_CONTACTED", "SIMILAR_MESSAGE"]);
  });

  it("lets a missing address win over warnings: there is nothing to be careful with", () => {
    expect(verdictWord(answer("warn", [rule("COMPANY_RECENT", "warn")], null))).toBe("none");
  });

  it("needs no address for a meeting", () => {
    expect(verdictWord(answer("free", [], null), "meeting")).toBe("free");
  });

  it("says taken to who may not see why, as long as there is an end", () => {
    const hidden: ChannelAnswer = {
      verdict: "blocked",
      next_allowed_at: "2026-11-19T14:00:00.000Z",
      address: null,
      rules: [],
    };
    expect(verdictWord(hidden)).toBe("taken");
  });
});

describe("who may go on", () => {
  it("is nobody when nothing needs overriding", () => {
    expect(mayOverride(answer("free"))).toBe(false);
  });

  it("is refused as soon as one failing rule may not be overridden", () => {
    const soft = rule("SIMILAR_MESSAGE", "warn", { overridable: true });
    expect(mayOverride(answer("warn", [soft]))).toBe(true);
    expect(mayOverride(answer("blocked", [soft, rule("RECENTLY_CONTACTED", "block")]))).toBe(false);
  });
});

describe("the window", () => {
  const taken = answer("blocked", [rule("RECENTLY_CONTACTED", "block", { holder, until: "2026-11-19T14:00:00.000Z" })]);

  it.each([
    ["2026-11-18T14:00:00.000Z", 100],
    ["2026-11-19T02:00:00.000Z", 50],
    ["2026-11-19T14:00:00.000Z", 0],
    ["2026-11-20T14:00:00.000Z", 0],
  ])("at %s has %i percent left", (now, left) => {
    expect(windowLeft(taken, new Date(now))).toBe(left);
  });

  it("is full when nobody knows when it began", () => {
    expect(windowLeft(answer("warn", [rule("QUIET_HOURS", "warn")]), new Date("2026-11-18T14:00:00.000Z"))).toBe(100);
  });

  it("ends when the slot opens, not when the softer rules end too", () => {
    const soft = rule("SAME_CHANNEL_RECENT", "warn", { holder, until: "2026-11-25T14:00:00.000Z" });
    const both = { ...taken, next_allowed_at: "2026-11-25T14:00:00.000Z", rules: [...taken.rules, soft] };
    expect(verdictUntil(both)).toBe("2026-11-19T14:00:00.000Z");
  });

  it("ends with the last of the failing rules, or never", () => {
    expect(verdictUntil(taken)).toBe("2026-11-19T14:00:00.000Z");
    expect(verdictUntil(answer("blocked", [rule("DNC_BLOCKED", "block")]))).toBeNull();
  });
});

describe("the answers for a row of dots", () => {
  it("keep the word, until when and who, but neither other channels nor texts", () => {
    const taken = answer("blocked", [
      rule("RECENTLY_CONTACTED", "block", { holder, until: "2026-11-19T14:00:00.000Z" }),
    ]);
    const brief = briefAnswers({ email: taken, meeting: answer("free") });
    expect(Object.keys(brief)).toEqual(["email"]);
    expect(brief.email?.rules).toEqual([
      { ...taken.rules.at(-1), holder: { ...holder, subject: null, excerpt: null } },
    ]);
    expect(verdictWord(brief.email ?? taken)).toBe("taken");
  });
});

describe("the answers for the dots of many rows", () => {
  const soft = rule("SAME_CHANNEL_RECENT", "warn", { holder, until: "2026-11-25T14:00:00.000Z" });
  const slot = rule("RECENTLY_CONTACTED", "block", { holder, until: "2026-11-19T14:00:00.000Z" });
  const company = rule("COMPANY_LIMIT", "block", { holder, until: "2026-11-20T14:00:00.000Z" });
  const quiet = rule("QUIET_HOURS", "warn", { until: "2026-11-26T08:00:00.000Z" });
  const now = new Date("2026-11-18T20:00:00.000Z");

  it.each<[string, ChannelAnswer]>([
    ["free", answer("free")],
    ["a slot under softer rules", answer("blocked", [soft, slot, company])],
    ["two warnings", answer("warn", [soft, quiet])],
    ["do not contact over a slot", answer("blocked", [slot, rule("DNC_BLOCKED", "block")])],
    ["no address", { ...answer("warn", [quiet]), address: null }],
    ["an address that does not work", answer("blocked", [rule("ADDRESS_INVALID", "block"), slot])],
  ])("say the same as the whole answer: %s", (_, email) => {
    const few = dotAnswers({ email }).email ?? answer("free");
    expect(verdictWord(few, "email")).toBe(verdictWord(email, "email"));
    expect(verdictUntil(few)).toBe(verdictUntil(email));
    expect(windowLeft(few, now)).toBe(windowLeft(email, now));
    expect(failingRules(few)[0]?.message).toBe(failingRules(email)[0]?.message);
  });

  it("leave out what is weaker than the word", () => {
    const email = answer("blocked", [soft, slot, company]);
    expect(dotAnswers({ email }).email?.rules.map(({ code }) => code)).toEqual(["RECENTLY_CONTACTED", "COMPANY_LIMIT"]);
  });
});

describe("what one can do instead", () => {
  const soft = rule("SAME_CHANNEL_RECENT", "warn", { holder, until: "2026-11-25T14:00:00.000Z" });
  const hard = rule("RECENTLY_CONTACTED", "block", { holder, until: "2026-11-19T14:00:00.000Z" });

  it("is to wait until the last rule has ended, where each has an end", () => {
    expect(freeFrom(answer("blocked", [hard, soft]))).toBe(soft.until);
    expect(freeFrom(answer("blocked", [hard, rule("DNC_BLOCKED", "block")]))).toBeNull();
    expect(freeFrom(answer("free"))).toBeNull();
  });

  it("is to ask the colleague in the way: not oneself, not nobody, not where nobody may give way", () => {
    expect(holderToAsk(answer("blocked", [hard, soft]), "me")).toEqual(holder.user);
    expect(holderToAsk(answer("blocked", [hard, soft]), holder.user.id)).toBeNull();
    expect(holderToAsk(answer("warn", [rule("QUIET_HOURS", "warn")]), "me")).toBeNull();
    expect(holderToAsk(answer("blocked", [hard, rule("DNC_BLOCKED", "block")]), "me")).toBeNull();
  });
});
