import { createReadStream, existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { importMailbox } from "@/lib/imports/import-mailbox";
import { getOutreachAnalytics } from "./queries";

await testDatabase();
const file = resolve(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "mail/mailbox.mbox");
const members = ["tomwhore@slack.net", "garym@canada.com", "pudge@perl.org", "yyyy@spamassassin.taint.org"];
const years = { from_date: "2000-01-01", to_date: "2009-12-31" };

describe.skipIf(!existsSync(file))(`the mailbox of 2002 (needs ${file})`, () => {
  it("has the reply rate and the median response time that a reading of the file by itself finds", async () => {
    const org = await mintOrganization();
    const staff = [org.rep1, org.rep2, org.manager, org.admin];
    const known = new Map(members.map((address, nth) => [address, staff[nth]?.actor ?? org.rep1.actor]));
    const asImport: Context = { ...org.rep1, actor: { ...org.rep1.actor, via: "import" } };
    const onDisk = {
      read: () => createReadStream(file),
      readPart: (offset: number, length: number) => createReadStream(file, { start: offset, end: offset + length - 1 }),
    };
    await importMailbox(asImport, onDisk, known, () => {});
    const figures = await read(org.manager, "analytics:read", (tx) => getOutreachAnalytics(tx, org.manager, years));
    const own = readFigures(readFileSync(file, "latin1"));
    expect(own.conversations).toBeGreaterThan(50);
    expect(own.answered).toBeGreaterThan(5);
    expect({
      attempts: figures.total_attempts,
      conversations: figures.conversations,
      answered: figures.responded_conversations,
      rate: figures.response_rate?.toFixed(9),
      median: figures.median_response_time_hours?.toFixed(6),
    }).toEqual({ ...own, rate: own.rate.toFixed(9), median: own.median.toFixed(6) });
  }, 120_000);
});

type Mail = { id: string; from: string; to: string[]; at: number; up: string[]; list: boolean; auto: boolean };

/** The figures out of the bare file: nothing of the product's is used below this line. */
function readFigures(text: string) {
  const mails = new Map<string, Mail>();
  for (const part of text.split(/^From .*\d{4}\r?$\n/m).slice(1)) {
    const mail = readMail(part);
    if (mail && !mails.has(mail.id)) mails.set(mail.id, mail);
  }
  const all = [...mails.values()];
  // Old programs wrote "In-Reply-To: message of Ines <ines@them.example>": that is nobody's message.
  const addresses = new Set(all.flatMap((one) => [one.from, ...one.to]));
  for (const mail of all) mail.up = mail.up.filter((id) => !addresses.has(id.toLowerCase()));
  const threadOf = threadsOf(all);
  const senders = new Set(all.map((one) => one.from));
  const lists = new Set(all.filter((one) => one.list).flatMap((one) => one.to.filter((to) => !senders.has(to))));
  const isPerson = (address: string) => !members.includes(address) && !lists.has(address);
  const inPeriod = ({ at }: Mail) => at >= Date.parse("2000-01-01T00:00Z") && at < Date.parse("2010-01-01T00:00Z");
  const ours = all.filter((one) => members.includes(one.from) && !one.auto && inPeriod(one));
  const attempts = ours.flatMap((mail) => {
    const asked = mail.list ? mails.get(mail.up.find((id) => mails.has(id)) ?? "") : undefined;
    const people = new Set([...mail.to, ...(asked && !asked.auto ? [asked.from] : [])].filter(isPerson));
    return [...people].map((person) => ({ mail, person, answers: [] as number[] }));
  });
  const sent = new Map(attempts.map((one) => [`${one.mail.id} ${one.person}`, one]));
  for (const mail of all.filter((one) => isPerson(one.from) && !one.auto)) {
    const attempt = mail.up.map((id) => sent.get(`${id} ${mail.from}`)).find((one) => one !== undefined);
    const parent = mails.get(mail.up.find((id) => mails.has(id)) ?? "");
    const reaches = mail.to.some((to) => members.includes(to)) || (mail.list && members.includes(parent?.from ?? ""));
    if (attempt && reaches) attempt.answers.push(mail.at);
  }
  const conversations = new Map<string, typeof attempts>();
  for (const one of attempts) {
    const key = `${threadOf(one.mail.id)} ${one.person}`;
    conversations.set(key, [...(conversations.get(key) ?? []), one]);
  }
  const hours = [...conversations.values()].flatMap((group) => {
    const answers = group.flatMap(({ mail, answers }) =>
      answers.map((at) => ({ at, hours: (at - mail.at) / 3_600_000 })),
    );
    return answers.toSorted((a, b) => a.at - b.at).slice(0, 1);
  });
  const sorted = hours.map((one) => one.hours).toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    attempts: attempts.length,
    conversations: conversations.size,
    answered: sorted.length,
    rate: sorted.length / conversations.size,
    median: ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2,
  };
}

function readMail(part: string): Mail | null {
  const head = (part.split(/\r?\n\r?\n/)[0] ?? "").replace(/\r?\n[ \t]+/g, " ");
  const all = (name: string) =>
    [...head.matchAll(new RegExp(`^${name}:[ \\t]*(.*)$`, "gim"))].map((one) => one[1] ?? "");
  const [id] = idsOf(all("Message-ID").join(" "));
  const [from] = addressesOf(all("From")[0] ?? "");
  if (!id || !from) return null;
  const to = [...all("To"), ...all("Cc")].flatMap(addressesOf);
  const references = idsOf(all("References").join(" ")).reverse();
  return {
    id,
    from,
    to: [...new Set(to)],
    at: Date.parse((all("Date")[0] ?? "").replace(/\(.*?\)/g, "")),
    up: [...new Set([...idsOf(all("In-Reply-To").join(" ")), ...references])],
    list: all("List-Id").length + all("List-Post").length > 0 || /list|bulk/i.test(all("Precedence").join()),
    auto: /auto-(replied|generated)/i.test(all("Auto-Submitted").join()) || all("X-Autoreply").length > 0,
  };
}

const idsOf = (text: string) => [...text.matchAll(/<([^<>\s]+@[^<>\s]+)>/g)].map((one) => one[1] ?? "");
const addressesOf = (text: string) =>
  [...text.replace(/"[^"]*"/g, "").matchAll(/[\w.+=-]+@[\w.-]+\w/g)].map((one) => one[0].toLowerCase());

/** One name per thread: whatever names one another by id belongs together. */
function threadsOf(all: readonly Mail[]): (id: string) => string {
  const parent = new Map<string, string>();
  const find = (id: string): string => {
    const up = parent.get(id) ?? id;
    return up === id ? id : find(up);
  };
  for (const { id, up } of all) for (const other of up) parent.set(find(id), find(other));
  return find;
}
