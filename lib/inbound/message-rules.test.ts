import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyMailbox } from "@/lib/inbound/message-rules";
import type { MailAddress, MailHead, MailTouch, MailVerdict } from "@/lib/inbound/schema";

const members = new Set(["rep1@us.example", "rep2@us.example"]);
const address = (norm: string): MailAddress => ({ email: norm, norm, name: norm.split("@")[0] ?? "" });

type Written = {
  id: string;
  from: string;
  to?: string[];
  cc?: string[];
  answers?: string[];
  references?: string[];
} & Partial<Pick<MailHead, "date" | "automatic" | "isListMail" | "listPost">>;

/** A message with these headers; sent directly, by hand and at a known time unless it says otherwise. */
function mail({ id, from, to = [], cc = [], answers = [], references = [], ...rest }: Written): MailHead {
  return {
    messageId: id,
    inReplyTo: answers,
    references,
    from: address(from),
    to: to.map(address),
    cc: cc.map(address),
    date: new Date("2026-03-02T09:00:00Z"),
    listPost: [],
    isListMail: false,
    automatic: null,
    ...rest,
  };
}

const viaList = { isListMail: true, listPost: ["list@lists.example"] };
const classify = (...messages: (MailHead | null)[]) => classifyMailbox(messages, members);
const touchesOf = (verdicts: MailVerdict[]): MailTouch[] =>
  verdicts.flatMap((verdict) => (verdict.kind === "stored" ? verdict.touches : []));
const short = (touch: MailTouch) => `${touch.messageId} ${touch.direction} ${touch.member} ${touch.person.norm}`;
const lines = (...messages: (MailHead | null)[]) => touchesOf(classify(...messages)).map(short);
const reasons = (...messages: (MailHead | null)[]) =>
  classify(...messages).map((verdict) => (verdict.kind === "skipped" ? verdict.reason : "stored"));

describe("a member's message", () => {
  it("touches each non-member person in To and Cc", () => {
    const message = mail({
      id: "1",
      from: "rep1@us.example",
      to: ["ada@x.example", "rep2@us.example", "ada@x.example"],
      cc: ["bob@y.example"],
    });
    expect(lines(message)).toEqual([
      "1 outbound rep1@us.example ada@x.example",
      "1 outbound rep1@us.example bob@y.example",
    ]);
  });

  it("touches the author whose message it answers through a list", () => {
    const question = mail({ id: "1", from: "ada@x.example", to: ["list@lists.example"], ...viaList });
    const answer = mail({ id: "2", from: "rep1@us.example", to: ["list@lists.example"], answers: ["1"], ...viaList });
    expect(lines(question, answer)).toEqual(["2 outbound rep1@us.example ada@x.example"]);
  });

  it("touches that author also when it names itself among its references", () => {
    const question = mail({ id: "1", from: "ada@x.example", to: ["list@lists.example"], ...viaList });
    const answer = mail({ id: "2", from: "rep1@us.example", answers: ["2"], references: ["1", "2"], ...viaList });
    expect(lines(question, answer)).toEqual(["2 outbound rep1@us.example ada@x.example"]);
  });

  it("touches that author once when To names them too", () => {
    const question = mail({ id: "1", from: "ada@x.example", to: ["list@lists.example"], ...viaList });
    const answer = mail({
      id: "2",
      from: "rep1@us.example",
      to: ["ada@x.example"],
      cc: ["list@lists.example"],
      answers: ["1"],
      ...viaList,
    });
    expect(lines(question, answer)).toEqual(["2 outbound rep1@us.example ada@x.example"]);
  });

  it("does not touch the author of what it answers directly to somebody else", () => {
    const question = mail({ id: "1", from: "ada@x.example", to: ["rep1@us.example"] });
    const aside = mail({ id: "2", from: "rep1@us.example", to: ["bob@y.example"], answers: ["1"] });
    expect(lines(question, aside)).toEqual([
      "1 inbound rep1@us.example ada@x.example",
      "2 outbound rep1@us.example bob@y.example",
    ]);
  });

  it("is internal from member to member, also through a list", () => {
    const direct = mail({ id: "1", from: "rep1@us.example", to: ["rep2@us.example"] });
    const listed = mail({ id: "2", from: "rep2@us.example", to: ["list@lists.example"], answers: ["1"], ...viaList });
    expect(reasons(direct, listed)).toEqual(["internal", "internal"]);
  });

  it("is internal when it reaches a list and no person", () => {
    expect(reasons(mail({ id: "1", from: "rep1@us.example", to: ["list@lists.example"], ...viaList }))).toEqual([
      "internal",
    ]);
  });
});

describe("a person's message", () => {
  it("reaches a member in To or Cc, once also when it reaches two", () => {
    const message = mail({
      id: "1",
      from: "ada@x.example",
      to: ["bob@y.example"],
      cc: ["rep2@us.example", "rep1@us.example"],
    });
    expect(lines(message)).toEqual(["1 inbound rep2@us.example ada@x.example"]);
  });

  it("reaches the member whose message it answers through a list", () => {
    const post = mail({ id: "1", from: "rep1@us.example", to: ["list@lists.example"], ...viaList });
    const answer = mail({ id: "2", from: "ada@x.example", to: ["list@lists.example"], answers: ["1"], ...viaList });
    expect(lines(post, answer)).toEqual(["2 inbound rep1@us.example ada@x.example"]);
  });

  it("does not reach the member whose message it forwards to somebody else without a list", () => {
    const offer = mail({ id: "1", from: "rep1@us.example", to: ["ada@x.example"] });
    const aside = mail({ id: "2", from: "ada@x.example", to: ["bob@y.example"], answers: ["1"] });
    expect(reasons(offer, aside)).toEqual(["stored", "not_ours"]);
  });

  it("counts for the member it answers when it is addressed to two", () => {
    const offer = mail({ id: "1", from: "rep2@us.example", to: ["ada@x.example"] });
    const reply = mail({ id: "2", from: "ada@x.example", to: ["rep1@us.example", "rep2@us.example"], answers: ["1"] });
    expect(lines(offer, reply)[1]).toBe("2 inbound rep2@us.example ada@x.example");
  });

  it("is not ours when no member is involved", () => {
    const question = mail({ id: "1", from: "ada@x.example", to: ["list@lists.example"], ...viaList });
    const answer = mail({ id: "2", from: "bob@y.example", to: ["ada@x.example"], answers: ["1"], ...viaList });
    expect(reasons(question, answer)).toEqual(["not_ours", "not_ours"]);
  });
});

describe("a list's own address", () => {
  it("is never a lead when List-Post names it, also in other messages", () => {
    const listed = mail({ id: "1", from: "ada@x.example", ...viaList });
    const direct = mail({ id: "2", from: "rep1@us.example", to: ["list@lists.example", "bob@y.example"] });
    expect(lines(listed, direct)).toEqual(["2 outbound rep1@us.example bob@y.example"]);
  });

  it("is never a lead when List-Post names it and it writes itself", () => {
    const digest = mail({ id: "1", from: "list@lists.example", to: ["rep1@us.example"], ...viaList });
    expect(reasons(digest)).toEqual(["not_ours"]);
  });

  it("is whom list mail addresses and who wrote nothing in the file", () => {
    const post = mail({
      id: "1",
      from: "rep1@us.example",
      to: ["crew@old.example", "ada@x.example"],
      isListMail: true,
    });
    const other = mail({ id: "2", from: "ada@x.example", to: ["bob@y.example"] });
    expect(lines(post, other)).toEqual(["1 outbound rep1@us.example ada@x.example"]);
  });

  it("is not a person whom direct mail addresses, though they wrote nothing", () => {
    expect(lines(mail({ id: "1", from: "rep1@us.example", to: ["bob@y.example"] }))).toHaveLength(1);
  });

  it("is not a member who wrote nothing", () => {
    const post = mail({ id: "1", from: "ada@x.example", to: ["rep2@us.example"], isListMail: true });
    expect(lines(post)).toEqual(["1 inbound rep2@us.example ada@x.example"]);
  });
});

describe("what is skipped", () => {
  it("is what could not be read, what a machine wrote, and what has no date", () => {
    const machine = mail({
      id: "1",
      from: "ada@x.example",
      to: ["rep1@us.example"],
      automatic: "auto-submitted: auto-replied",
    });
    const undated = mail({ id: "2", from: "ada@x.example", to: ["rep1@us.example"], date: null });
    expect(reasons(null, machine, undated)).toEqual(["unreadable", "automatic", "no_date"]);
  });

  it("is not list mail as such", () => {
    expect(reasons(mail({ id: "1", from: "ada@x.example", to: ["rep1@us.example"], ...viaList }))).toEqual(["stored"]);
  });

  it("is the second copy of a message", () => {
    const one = mail({ id: "1", from: "ada@x.example", to: ["rep1@us.example"] });
    expect(reasons(one, { ...one, ...viaList }, one)).toEqual(["stored", "duplicate", "duplicate"]);
  });

  it("is not the author when a machine's message is answered through a list", () => {
    const machine = mail({ id: "1", from: "bot@x.example", automatic: "x-autoreply: yes", ...viaList });
    const answer = mail({ id: "2", from: "rep1@us.example", to: ["list@lists.example"], answers: ["1"], ...viaList });
    expect(reasons(machine, answer)).toEqual(["automatic", "internal"]);
  });
});

describe("a response", () => {
  const first = mail({ id: "1", from: "rep1@us.example", to: ["ada@x.example"] });
  const second = mail({ id: "2", from: "rep2@us.example", to: ["ada@x.example"], references: ["1"] });
  const answered = (...messages: MailHead[]) =>
    touchesOf(classify(...messages)).map(
      (touch) => `${touch.messageId} ${touch.person.norm} ${touch.answersMessageId}`,
    );

  it("answers the touch that In-Reply-To names, though References end with another", () => {
    const reply = mail({
      id: "3",
      from: "ada@x.example",
      to: ["rep1@us.example"],
      answers: ["1"],
      references: ["1", "2"],
    });
    expect(answered(first, second, reply)[2]).toBe("3 ada@x.example 1");
  });

  it("answers the last of References when In-Reply-To is missing or unknown", () => {
    const bare = mail({ id: "3", from: "ada@x.example", to: ["rep1@us.example"], references: ["1", "2"] });
    const lost = mail({
      id: "4",
      from: "ada@x.example",
      to: ["rep1@us.example"],
      answers: ["gone"],
      references: ["1", "2"],
    });
    expect(answered(first, second, bare, lost).slice(2)).toEqual(["3 ada@x.example 2", "4 ada@x.example 2"]);
  });

  it("passes over messages between it and the touch that are no touch of this person", () => {
    const between = mail({ id: "2", from: "bob@y.example", to: ["rep1@us.example"], answers: ["1"] });
    const reply = mail({
      id: "3",
      from: "ada@x.example",
      to: ["rep1@us.example"],
      answers: ["2"],
      references: ["1", "2"],
    });
    expect(answered(first, between, reply)[2]).toBe("3 ada@x.example 1");
  });

  it("is nobody else's: a touch of Ada is not answered by Bob", () => {
    const reply = mail({ id: "3", from: "bob@y.example", to: ["rep1@us.example"], answers: ["1"] });
    expect(answered(first, reply)[1]).toBe("3 bob@y.example null");
  });

  it("is no response when it answers nothing, or only the person's own message", () => {
    const fresh = mail({ id: "3", from: "ada@x.example", to: ["rep1@us.example"] });
    const more = mail({ id: "4", from: "ada@x.example", to: ["rep1@us.example"], answers: ["3", "4"] });
    expect(answered(first, fresh, more).slice(1)).toEqual(["3 ada@x.example null", "4 ada@x.example null"]);
  });

  it("is no response when a machine sent it", () => {
    const robot = mail({
      id: "3",
      from: "ada@x.example",
      to: ["rep1@us.example"],
      answers: ["1"],
      automatic: "return-path: <>",
    });
    expect(answered(first, robot)).toEqual(["1 ada@x.example null"]);
  });

  it("is also known of our answer to the person's message", () => {
    const question = mail({ id: "3", from: "ada@x.example", to: ["rep1@us.example"] });
    const answer = mail({ id: "4", from: "rep1@us.example", to: ["ada@x.example", "bob@y.example"], answers: ["3"] });
    expect(answered(question, answer).slice(1)).toEqual(["4 ada@x.example 3", "4 bob@y.example null"]);
  });
});

describe("threads", () => {
  const keys = (...messages: MailHead[]) => touchesOf(classify(...messages)).map((touch) => touch.threadKey);
  const toAda = { from: "rep1@us.example", to: ["ada@x.example"] };

  it("join what In-Reply-To and References join, across a missing message", () => {
    const one = mail({ id: "b", ...toAda, answers: ["missing"] });
    const two = mail({ id: "c", ...toAda, references: ["missing"] });
    const three = mail({ id: "d", ...toAda, answers: ["c"] });
    expect(new Set(keys(one, two, three)).size).toBe(1);
  });

  it("are apart without a link, also when both name the same person in their header", () => {
    const one = mail({ id: "b", ...toAda, answers: ["ada@x.example"] });
    const two = mail({ id: "c", ...toAda, answers: ["ada@x.example"] });
    expect(new Set(keys(one, two)).size).toBe(2);
  });

  it("survive a message that refers to itself and two that refer to each other", () => {
    const one = mail({ id: "b", ...toAda, answers: ["b", "c"] });
    const two = mail({ id: "c", ...toAda, answers: ["b"] });
    expect(new Set(keys(one, two)).size).toBe(1);
  });

  it("join a long chain in any order without deep recursion", () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => mail({ id: `m${at}`, ...toAda, answers: [`m${at - 1}`] }));
    expect(new Set(keys(...chain.toReversed())).size).toBe(1);
  });
});

describe("any mailbox", () => {
  const people = ["rep1@us.example", "rep2@us.example", "ada@x.example", "bob@y.example", "list@lists.example"];
  const ids = ["1", "2", "3", "4", "5", "6"];
  const anyMail = fc.record({
    from: fc.constantFrom(...people),
    to: fc.uniqueArray(fc.constantFrom(...people), { maxLength: 3 }),
    cc: fc.uniqueArray(fc.constantFrom(...people), { maxLength: 2 }),
    answers: fc.uniqueArray(fc.constantFrom(...ids, "gone"), { maxLength: 2 }),
    references: fc.uniqueArray(fc.constantFrom(...ids, "gone"), { maxLength: 3 }),
    isListMail: fc.boolean(),
    automatic: fc.option(fc.constant("auto-submitted: auto-replied"), { freq: 5 }),
  });
  const mailbox = fc
    .array(anyMail, { maxLength: 6 })
    .map((list) =>
      list.map((one, at) =>
        mail({ ...one, id: ids[at] ?? "", listPost: one.isListMail ? ["list@lists.example"] : [] }),
      ),
    );

  it("has one verdict per message, no empty touch list, and only persons as leads", () => {
    fc.assert(
      fc.property(mailbox, (messages) => {
        const verdicts = classify(...messages);
        expect(verdicts.length).toBe(messages.length);
        for (const verdict of verdicts)
          if (verdict.kind === "stored") expect(verdict.touches.length).toBeGreaterThan(0);
        const distributed = messages.some((message) => message.isListMail);
        for (const { member, person } of touchesOf(verdicts)) {
          expect(members.has(member)).toBe(true);
          expect(members.has(person.norm)).toBe(false);
          expect(distributed && person.norm === "list@lists.example").toBe(false);
        }
      }),
    );
  });

  it("has the same verdicts whatever the order of its messages", () => {
    fc.assert(
      fc.property(mailbox, fc.infiniteStream(fc.nat()), (messages, stream) => {
        const order = messages.map((message) => ({ message, at: stream.next().value })).sort((a, b) => a.at - b.at);
        const shuffled = order.map((one) => one.message);
        const byId = (list: MailHead[]) =>
          new Map(classify(...list).map((verdict, at) => [list[at]?.messageId, verdict]));
        const [one, other] = [byId(messages), byId(shuffled)];
        for (const id of one.keys()) expect(other.get(id)).toEqual(one.get(id));
      }),
    );
  });

  it("answers only messages that went the other way with the same person", () => {
    fc.assert(
      fc.property(mailbox, (messages) => {
        const touches = touchesOf(classify(...messages));
        for (const touch of touches.filter((one) => one.answersMessageId !== null)) {
          const pair = touches.filter(
            (one) => one.messageId === touch.answersMessageId && one.person.norm === touch.person.norm,
          );
          expect(pair.map((one) => one.direction)).toEqual([touch.direction === "inbound" ? "outbound" : "inbound"]);
        }
      }),
    );
  });
});
