import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { parseMessage } from "@/lib/inbound/parse-message";
import type { ParsedMessage } from "@/lib/inbound/schema";
import { splitMbox } from "@/lib/inbound/split-mbox";
import { settingsOf } from "@/lib/settings/rules";
import cases from "./near-copies.cases.json" with { type: "json" };
import { comparableText } from "./rules";

const { admin } = await testDatabase();
const file = resolve(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "mail/mailbox.mbox");
const threshold = settingsOf({})["guard.similarity.threshold"];

type Pair = { near: boolean; why: string; a: string; b: string };

/** How the guard's own comparison sorts the pairs. */
async function sort(pairs: Pair[]): Promise<(Pair & { score: number })[]> {
  const sides = (pick: (pair: Pair) => string) => pairs.map((pair) => comparableText(pick(pair)) ?? "");
  const rows = await admin<{ score: number }[]>`
    select similarity(a, b) as score from unnest(${sides((p) => p.a)}::text[], ${sides((p) => p.b)}::text[]) with ordinality as p(a, b, place) order by place`;
  return pairs.map((pair, place) => ({ ...pair, score: rows[place]?.score ?? 0 }));
}

function figuresOf(sorted: (Pair & { score: number })[], at: number) {
  const found = sorted.filter((pair) => pair.score >= at);
  const right = found.filter((pair) => pair.near).length;
  return { recall: right / sorted.filter((pair) => pair.near).length, precision: right / found.length };
}

describe("pairs written by hand", () => {
  it.each(cases)("$near: $why", async (pair) => {
    const [sorted] = await sort([pair]);
    expect([pair.why, sorted?.score, (sorted?.score ?? 0) >= threshold]).toEqual([pair.why, sorted?.score, pair.near]);
  });
});

describe.skipIf(!existsSync(file))(`pairs made of real mail (needs ${file})`, () => {
  let pairs: (Pair & { score: number })[] = [];
  beforeAll(async () => {
    pairs = await sort(pairsOf(await readMail()));
  }, 120_000);

  it("are more than 200 of each sort, the same ones every time", () => {
    const sorts = new Map<string, number>();
    for (const { why } of pairs) sorts.set(why, (sorts.get(why) ?? 0) + 1);
    expect(pairs.filter((pair) => pair.near).length).toBeGreaterThan(200);
    expect(pairs.filter((pair) => !pair.near).length).toBeGreaterThan(200);
    expect([...sorts.values()].every((count) => count >= 30)).toBe(true);
  });

  it("are told apart at the default threshold: recall 0.9 or better at a precision of 0.8 or better", () => {
    for (const at of [0.35, 0.4, threshold, 0.5, 0.55, 0.6]) {
      const { recall, precision } = figuresOf(pairs, at);
      process.stderr.write(`near copies at ${at}: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}\n`);
    }
    for (const why of new Set(pairs.map((pair) => pair.why))) {
      const own = pairs.filter((pair) => pair.why === why);
      const caught = own.filter((pair) => pair.score >= threshold).length;
      process.stderr.write(`  ${why}: ${caught} of ${own.length} taken for near copies\n`);
    }
    const { recall, precision } = figuresOf(pairs, threshold);
    expect(recall).toBeGreaterThanOrEqual(0.9);
    expect(precision).toBeGreaterThanOrEqual(0.8);
  });
});

async function readMail(): Promise<ParsedMessage[]> {
  const found: ParsedMessage[] = [];
  const now = new Date("2026-11-21T00:00:00Z");
  for await (const { bytes } of splitMbox(createReadStream(file))) {
    const message = bytes && (await parseMessage(bytes, now));
    const own = message && comparableText(message.text);
    // As long as mail to a prospect is; what machines write to lists is a form, not a letter.
    if (message && own && own.length >= 150 && own.length <= 2500 && !message.automatic) found.push(message);
  }
  const order = ({ messageId }: ParsedMessage) => createHash("sha256").update(messageId).digest("hex");
  return found.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

// By message and recipe alone, so that the pairs are the same on every machine while no letter of them lies in this project.
function pairsOf(mail: ParsedMessage[]): Pair[] {
  const chosen = mail.slice(0, 40);
  const near = Object.entries(recipes).flatMap(([why, recipe], nth) =>
    chosen.map((message, place) => ({
      near: true,
      why,
      a: letter(message.text, "Ines", "Dana"),
      b: recipe(message.text, mail[40 + nth * 40 + place]?.text ?? ""),
    })),
  );
  return [...near, ...sameAuthor(mail), ...sameThread(mail)];
}

const letter = (text: string, to: string, by: string) => `Hi ${to},\n\n${text}\n\nBest regards,\n${by}`;
const sentences = (text: string) => text.split(/(?<=[.!?])\s+/);

const recipes: Record<string, (text: string, other: string) => string> = {
  "the names swapped": (text) => letter(text, "Omar Reyes", "Alice Moreau"),
  "the opening changed": (text) => {
    const [, ...rest] = sentences(text);
    return letter(`I hope you had a good week. ${rest.length > 2 ? rest.join(" ") : text}`, "Omar", "Alice");
  },
  "a paragraph added": (text, other) => letter(`${text}\n\n${other.slice(0, text.length * 0.3)}`, "Omar", "Alice"),
  "an answer quoted below": (text, other) =>
    `${letter(text, "Omar", "Alice")}\n\nOn Mon, 2 Nov 2026 at 09:12, Omar Reyes wrote:\n${other.replace(/^/gm, "> ")}`,
  shortened: (text) => {
    const all = sentences(text);
    return letter(all.length > 3 ? all.slice(0, Math.ceil(all.length * 0.75)).join(" ") : text, "Omar", "Alice");
  },
  "a word in ten replaced": (text) => {
    let nth = 0;
    return letter(
      text.replace(/\p{L}{4,}/gu, (word) => (nth++ % 10 === 9 ? "depot" : word)),
      "Omar",
      "Alice",
    );
  },
};

/** Two different mails of one person: one hand, one signature, other things to say. */
function sameAuthor(mail: ParsedMessage[]): Pair[] {
  const byAuthor = new Map<string, ParsedMessage[]>();
  for (const message of mail) byAuthor.set(message.from.norm, [...(byAuthor.get(message.from.norm) ?? []), message]);
  return [...byAuthor.values()]
    .flatMap((own) => own.slice(0, 8).flatMap((message, place) => pairWith(message, own[place + 1], "one author")))
    .slice(0, 180);
}

/** A mail and its answer, with what it quotes. */
function sameThread(mail: ParsedMessage[]): Pair[] {
  const byId = new Map(mail.map((message) => [message.messageId, message]));
  return mail.flatMap((message) => pairWith(message, byId.get(message.inReplyTo[0] ?? ""), "one thread")).slice(0, 120);
}

const pairWith = (a: ParsedMessage, b: ParsedMessage | undefined, why: string): Pair[] =>
  b && a.subject !== "" ? [{ near: false, why, a: a.text, b: b.text }] : [];
