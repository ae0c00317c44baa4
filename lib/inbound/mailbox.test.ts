import { createReadStream, existsSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { classifyMailbox } from "@/lib/inbound/message-rules";
import { parseMessage } from "@/lib/inbound/parse-message";
import type { MailVerdict, ParsedMessage } from "@/lib/inbound/schema";
import { splitMbox } from "@/lib/inbound/split-mbox";
import { threadKeys } from "@/lib/inbound/thread-rules";

const file = resolve(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "mail/mailbox.mbox");
const members = new Set(["tomwhore@slack.net", "garym@canada.com", "pudge@perl.org", "yyyy@spamassassin.taint.org"]);

describe.skipIf(!existsSync(file))(`a real mailbox of 2002 (needs ${file})`, () => {
  const messages: ParsedMessage[] = [];
  let unreadable = 0;
  let verdicts: MailVerdict[] = [];

  beforeAll(async () => {
    const now = new Date("2026-11-21T00:00:00Z");
    for await (const { bytes } of splitMbox(createReadStream(file))) {
      const message = bytes === null ? null : await parseMessage(bytes, now);
      if (message === null) unreadable += 1;
      else messages.push(message);
    }
    verdicts = classifyMailbox(messages, members);
  });

  const byId = (id: string) => verdicts[messages.findIndex((message) => message.messageId === id)];

  it("is read to the last message, with a text and a plausible date each", () => {
    expect([messages.length, unreadable]).toEqual([1517, 0]);
    expect(messages.filter((message) => message.text === "")).toEqual([]);
    expect(messages.filter((message) => message.date?.getUTCFullYear() !== 2002)).toEqual([]);
  });

  it("has the lists, answers and senders that its description counts", () => {
    const ids = new Set(messages.map((message) => message.messageId));
    const answers = messages.filter(({ inReplyTo, references }) =>
      [...inReplyTo, ...references].some((id) => ids.has(id)),
    );
    const counts = new Map<string, number>();
    for (const { from } of messages) counts.set(from.norm, (counts.get(from.norm) ?? 0) + 1);
    const frequent = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 4);
    expect(new Set(frequent.map(([norm]) => norm))).toEqual(members);
    expect(messages.filter((message) => message.isListMail).length).toBe(1409);
    expect(answers.length).toBe(697);
  });

  // Its description counts 762: there nine threads are joined because both name a person in "Message from <a@b>".
  it("has 771 threads", () => {
    expect(new Set(threadKeys(messages).values()).size).toBe(771);
  });

  it("accounts for every message", () => {
    const skipped = (reason: string) =>
      verdicts.filter((one) => one.kind === "skipped" && one.reason === reason).length;
    const touches = verdicts.flatMap((one) => (one.kind === "stored" ? one.touches : []));
    expect({
      stored: verdicts.filter((one) => one.kind === "stored").length,
      outbound: touches.filter((touch) => touch.direction === "outbound").length,
      inbound: touches.filter((touch) => touch.direction === "inbound").length,
      internal: skipped("internal"),
      notOurs: skipped("not_ours"),
      automatic: skipped("automatic"),
      duplicate: skipped("duplicate"),
      noDate: skipped("no_date"),
    }).toEqual({
      stored: 146,
      outbound: 91,
      inbound: 71,
      internal: 71,
      notOurs: 1298,
      automatic: 2,
      duplicate: 0,
      noDate: 0,
    });
  });

  it("tells one exchange as a person reading it would", () => {
    const asked = byId("m23cs7u9ew.fsf@maya.dyndns.org");
    expect(asked?.kind).toBe("stored");
    const reply = messages.find(
      ({ from, inReplyTo }) =>
        from.norm === "cdale@techmonkeys.net" && inReplyTo[0] === "m23cs7u9ew.fsf@maya.dyndns.org",
    );
    expect(byId(reply?.messageId ?? "")).toMatchObject({
      kind: "stored",
      touches: [
        {
          direction: "inbound",
          member: "garym@canada.com",
          person: { norm: "cdale@techmonkeys.net" },
          answersMessageId: "m23cs7u9ew.fsf@maya.dyndns.org",
        },
      ],
    });
  });
});
