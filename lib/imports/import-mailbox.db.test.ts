import { createReadStream, existsSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { checkOrganization } from "@/lib/integrity/queries";
import { listLeadChanges } from "@/lib/lead-changes/queries";
import { listLeads } from "@/lib/leads/list-queries";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { importMailbox, type Mailbox } from "./import-mailbox";

await testDatabase();

const file = resolve(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "mail/mailbox.mbox");
const frequent = ["tomwhore@slack.net", "garym@canada.com", "pudge@perl.org", "yyyy@spamassassin.taint.org"];
const onDisk: Mailbox = {
  read: () => createReadStream(file),
  readPart: (offset, length) => createReadStream(file, { start: offset, end: offset + length - 1 }),
};

const asImport = (ctx: Context): Context => ({ ...ctx, actor: { ...ctx.actor, via: "import" } });
const inMemory = (text: string): Mailbox => {
  const bytes = Buffer.from(text);
  return {
    read: async function* () {
      yield bytes;
    },
    readPart: async function* (offset, length) {
      yield bytes.subarray(offset, offset + length);
    },
  };
};
const mail = (id: string, from: string, to: string, date: string, more = "") =>
  `From x Thu Jan  1 00:00:00 2026\nMessage-ID: <${id}@x>\nFrom: ${from}\nTo: ${to}\nDate: ${date}\nSubject: Dates\n${more}\nText of ${id}\n\n`;

describe("importing a mailbox", () => {
  let org: MintedOrganization;
  let members: Map<string, { userId: string; name: string }>;
  beforeAll(async () => {
    org = await mintOrganization();
    members = new Map([
      ["rep1@us.example", org.rep1.actor],
      ["rep2@us.example", org.rep2.actor],
    ]);
  });
  const run = (text: string) => importMailbox(asImport(org.rep1), inMemory(text), members, () => {});

  it("stores a message whose subject and text are cut where a character takes two places, and the others with it", async () => {
    const [subject, text] = ["s".repeat(499), "t".repeat(99_999)].map((part) => `${part}\u{1f98a} and more`);
    const long = mail("long", "rep1@us.example", "odd@them.example", "Mon, 5 Jan 2026 10:00:00 +0000")
      .replace("Subject: Dates", `Subject: ${subject}`)
      .replace("Text of long", String(text));
    const other = mail("short", "rep1@us.example", "even@them.example", "Mon, 5 Jan 2026 11:00:00 +0000");
    expect(await run(long + other)).toMatchObject({ messages: 2, stored: 2, touches: 2 });
  });

  it("says what their newest answer comes to, in whatever order the file has them", async () => {
    const answer = (id: string, day: number, words: string) =>
      mail(
        id,
        "Mia <mia@them.example>",
        "rep1@us.example",
        `Wed, ${day} Jan 2026 10:00:00 +0000`,
        "In-Reply-To: <m1@x>\n",
      ).replace(`Text of ${id}`, words);
    const own = mail("m1", "rep1@us.example", "mia@them.example", "Mon, 5 Jan 2026 10:00:00 +0000");
    await run(answer("m3", 14, "Sounds great, call me") + own + answer("m2", 7, "Not interested, sorry"));
    const threads = await read(
      org.rep1,
      "communications:read",
      (tx) =>
        tx.sql`select reply_class, reply_evidence from threads where root_key like '%m1@x' or id in (select thread_id from communications where message_id = 'm1@x')`,
    );
    expect([...threads]).toEqual([{ reply_class: "positive", reply_evidence: "Sounds great, call me" }]);
  });

  it("turns mail into touches, and people nobody knows into leads", async () => {
    const text = [
      mail("a", "rep1@us.example", "Ines Calder <ines@them.example>", "Mon, 5 Jan 2026 10:00:00 +0000"),
      mail("b", "ines@them.example", "rep1@us.example", "Mon, 5 Jan 2026 12:00:00 +0000", "In-Reply-To: <a@x>\n"),
    ].join("");
    expect(await run(text)).toMatchObject({
      messages: 2,
      stored: 2,
      outbound: 1,
      inbound: 1,
      leads: 1,
      threads: 1,
      responses: 1,
      collisions: 0,
    });
    const { data } = await read(org.rep1, "leads:read", (tx) =>
      listLeads(tx, org.rep1, listLeadsInputSchema.parse({ q: "ines@them.example" })),
    );
    expect(data).toMatchObject([
      { first_name: "Ines", last_name: "Calder", status: "conversing", contact_count: 1, reply_count: 1 },
    ]);
    const id = data[0]?.id ?? "";
    const told = await read(org.rep1, "leads:read", (tx) => listLeadChanges(tx, { id, limit: 10 }));
    expect(told.data[0]?.changes).toEqual([{ field: "status", old: "new", new: "conversing" }]);
  });

  it("stores nothing the second time", async () => {
    const text = mail("c", "rep1@us.example", "omar@them.example", "Tue, 6 Jan 2026 10:00:00 +0000");
    expect((await run(text)).stored).toBe(1);
    expect(await run(text)).toMatchObject({
      messages: 1,
      stored: 0,
      touches: 0,
      skipped: { duplicate: 1 },
      responses: 0,
    });
  });

  it("finds that two members wrote to one person on one day", async () => {
    const text = [
      mail("d", "rep1@us.example", "noor@them.example", "Wed, 7 Jan 2026 10:00:00 +0000"),
      mail("e", "rep2@us.example", "noor@them.example", "Wed, 7 Jan 2026 15:00:00 +0000"),
    ].join("");
    expect((await run(text)).collisions).toBe(1);
  });

  it("counts an answer to the person's own message as a live conversation, but not two answers by two members", async () => {
    const asked = mail("f", "yuki@them.example", "rep1@us.example", "Thu, 8 Jan 2026 10:00:00 +0000");
    const answer = (id: string, from: string, hour: number) =>
      mail(id, from, "yuki@them.example", `Thu, 8 Jan 2026 ${hour}:00:00 +0000`, "In-Reply-To: <f@x>\n");
    expect((await run(asked + answer("g", "rep1@us.example", 11))).collisions).toBe(0);
    expect((await run(answer("h", "rep2@us.example", 12) + asked)).collisions).toBe(1);
  });

  it("joins an answer that is dated before its question", async () => {
    const text = [
      mail("i", "rep1@us.example", "leila@them.example", "Fri, 9 Jan 2026 10:00:00 +0000"),
      mail("j", "leila@them.example", "rep1@us.example", "Fri, 9 Jan 2026 09:00:00 +0000", "In-Reply-To: <i@x>\n"),
    ].join("");
    expect((await run(text)).responses).toBe(1);
  });
});

describe.skipIf(!existsSync(file))(`the mailbox of 2002 (needs ${file})`, () => {
  it("is whole, adds up, stores nothing twice and leaves every summary right", async () => {
    const org = await mintOrganization();
    const staff = [org.rep1, org.rep2, org.manager, org.admin];
    const members = new Map(frequent.map((address, index) => [address, staff[index]?.actor ?? org.rep1.actor]));
    const first = await importMailbox(asImport(org.rep1), onDisk, members, () => {});
    const skipped = Object.values(first.skipped).reduce((sum, one) => sum + one, 0);
    expect([first.messages, first.stored + skipped, first.touches]).toEqual([
      1517,
      1517,
      first.outbound + first.inbound,
    ]);
    const second = await importMailbox(asImport(org.rep1), onDisk, members, () => {});
    expect([second.stored, second.touches, second.leads, second.responses]).toEqual([0, 0, 0, 0]);
    const checks = await read(org.admin, "leads:read", checkOrganization);
    expect(checks.filter((check) => !check.ok)).toEqual([]);
  }, 120_000);
});
