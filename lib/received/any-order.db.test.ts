import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization, at as moment } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { ReceivedMail } from "@/lib/arrivals/schema";
import { newId } from "@/lib/core/ids";
import { checkOrganization } from "@/lib/integrity/queries";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { captureIn } from "@/lib/mail/open-captured-line";
import { recordProviderEvent } from "@/lib/provider-events/record-provider-event";
import { queueMessage } from "@/lib/sending/queue-message";
import { changeSettings } from "@/lib/settings/change-settings";
import { receiveMessages } from "./receive-messages";

const { admin } = await testDatabase();
// 1 is 10,000 orders, 0.5 half of them; each run tries others.
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0);
/** So many mailboxes at a time, each in an order of its own: mail of all of them comes in the same batches. */
const together = 16;
const rounds = Math.max(4, Math.round(size * 625));
const orders = rounds * together;

const day = new Date("2026-11-02T09:00:00Z").getTime();
const at = (minutes: number) => new Date(day + minutes * 60_000);

/** Two conversations with one lead, one with another; answers by strangers, copies, an absence, bounces, a complaint. */
function mailbox(us: string, tag: string): { mail: ReceivedMail; sent: boolean }[] {
  const person = (name: string) => ({ email: `${name}@${tag}.example`, norm: `${name}@${tag}.example`, name: "" });
  const mine = { email: us, norm: us, name: "" };
  const id = (name: string) => `${name}.${tag}`;
  const mail = (name: string, minutes: number, given: Partial<ReceivedMail>): ReceivedMail => ({
    message_id: id(name),
    in_reply_to: [],
    references: [],
    from: person("ada"),
    to: [mine],
    cc: [],
    bcc: [],
    at: at(minutes),
    list_post: [],
    is_list: false,
    subject: "Offer",
    text: `Words of ${name}, long enough to be told from others.`,
    html: null,
    kind: "human",
    evidence: "e",
    recipient: null,
    hard: null,
    return_date: null,
    about_message_id: null,
    ...given,
  });
  const ours = (name: string, minutes: number, to: string, given: Partial<ReceivedMail> = {}) => ({
    mail: mail(name, minutes, { from: mine, to: [person(to)], ...given }),
    sent: true,
  });
  const theirs = (name: string, minutes: number, given: Partial<ReceivedMail> = {}) => ({
    mail: mail(name, minutes, given),
    sent: false,
  });
  const names = (...list: string[]) => ({
    in_reply_to: list.slice(0, 1).map(id),
    references: list.slice(1).map(id).toReversed(),
  });
  return [
    ours("o1", 0, "ada"),
    theirs("r1", 10, names("o1")),
    ours("o2", 20, "ada", names("r1", "o1")),
    theirs("r2", 30, { ...names("o2", "r1", "o1"), text: "Not interested, thank you." }),
    theirs("r3", 40, {
      ...names("o1"),
      from: person("colleague"),
      text: "Could you please send us more of the details here.",
    }),
    ours("p1", 5000, "ada", { subject: "Another matter" }),
    theirs("away", 5001, { ...names("p1"), kind: "out_of_office", return_date: "2026-12-24" }),
    theirs("r4", 6000, { ...names("lost", "p1"), subject: "Re: Another matter" }),
    ours("q1", 100, "bob"),
    theirs("bounce", 101, {
      from: person("mailer-daemon"),
      kind: "bounce",
      hard: true,
      recipient: person("bob").norm,
      about_message_id: id("q1"),
    }),
    theirs("full", 99, { from: person("mailer-daemon"), kind: "bounce", hard: false, recipient: person("bob").norm }),
    theirs("spam", 7000, {
      from: person("feedback"),
      kind: "complaint",
      recipient: person("cyd").norm,
      about_message_id: id("s1"),
    }),
    ours("s1", 6500, "cyd"),
    theirs("news", 50, { kind: "list" }),
    theirs("forged", 10, { from: person("mailer-daemon"), kind: "bounce", hard: true, recipient: person("ada2").norm }),
  ];
}

type Step = { mail: ReceivedMail } | { told: object };

/** A message that left from here, and all that is told of it: by its provider, by mail, and by a copy in a Sent folder. */
function aboutOurs({ id, messageId }: Left, us: string, tag: string): Step[] {
  const dan = { email: `dan@${tag}.example`, norm: `dan@${tag}.example`, name: "" };
  const copy = mailbox(us, tag)[0]?.mail;
  const base = { ...copy, message_id: messageId, to: [dan], at: left, text: "Shall we talk?" } as ReceivedMail;
  const after = (minutes: number) => new Date(left.getTime() + minutes * 60_000);
  const told = (kind: string, minutes: number, given: object = {}) => ({
    told: {
      provider: "resend",
      provider_event_id: `${tag} ${kind} ${minutes}`,
      kind,
      at: after(minutes),
      communication_id: id,
      provider_message_id: null,
      url: null,
      visitor: null,
      raw: "{}",
      ...given,
    },
  });
  const theirs = (name: string, minutes: number, given: Partial<ReceivedMail>) => ({
    mail: { ...base, message_id: `${name}.${tag}`, from: dan, to: base.cc, at: after(minutes), ...given },
  });
  return [
    { mail: base },
    told("delivered", 1),
    told("deferred", 0.5),
    told("opened", 2, { visitor: { agent: "GoogleImageProxy", ip: null } }),
    told("opened", 3),
    told("clicked", 4, { url: "https://x.example/a" }),
    told("clicked", 5, { url: "https://x.example/b" }),
    told("bounced", 6),
    theirs("d-bounce", 7, { kind: "bounce", hard: true, recipient: dan.norm, about_message_id: messageId }),
    theirs("d-reply", 8, { in_reply_to: [messageId], text: "Please call me about this tomorrow, if you can." }),
    told("complained", 9),
    theirs("d-spam", 10, { kind: "complaint", recipient: dan.norm, about_message_id: messageId }),
  ];
}

/** Everything that must not depend on the order, by names instead of ids. */
async function finalState(org: MintedOrganization, tag: string, sent: Left): Promise<unknown> {
  const short = `replace(replace(c.message_id, '.${tag}', ''), '${sent.messageId}', 'w')`;
  const ours = `c.org_id = $1 and c.lead_id in (select id from leads where org_id = $1 and email like '%@${tag}.example')`;
  const [state] = await admin.unsafe(
    `select (select jsonb_agg(jsonb_build_array(split_part(email, '@', 1), status, contact_count, reply_count, needs_reply, awaiting_reply, last_response_at, first_response_seconds) order by split_part(email, '@', 1))
        from leads where org_id = $1 and email like '%@${tag}.example') as leads,
      (select jsonb_agg(jsonb_build_array(${short}, c.direction, c.status, c.delivered_at, c.first_opened_at, c.open_count, c.machine_open_count, c.click_count, c.clicked_links, c.replied_at, (select replace(r.message_id, '.${tag}', '') from communications r where r.org_id = c.org_id and r.id = c.replied_by_id)) order by c.occurred_at, c.message_id)
        from communications c where ${ours}) as touches,
      (select jsonb_agg(t.ids order by t.ids) from (select array_agg(${short} order by c.occurred_at, c.message_id) as ids from communications c
        where ${ours} group by c.thread_id) t) as threads,
      (select jsonb_agg(jsonb_build_array(reply_class, last_inbound_at, last_outbound_at) order by last_outbound_at) from threads t join leads l on l.org_id = t.org_id and l.id = t.lead_id
        where t.org_id = $1 and l.email like '%@${tag}.example' and greatest(last_inbound_at, last_outbound_at) is not null) as classes,
      (select jsonb_agg(jsonb_build_array(split_part(norm, '@', 1), bounce_state, invalid_at) order by norm) from contact_points where org_id = $1 and norm like '%@${tag}.example') as points,
      (select jsonb_agg(jsonb_build_array(split_part(value_norm, '@', 1), source) order by value_norm) from dnc_entries where org_id = $1 and value_norm like '%@${tag}.example') as entries,
      (select jsonb_agg(jsonb_build_array(${short}, c.kind, c.state, c.return_date) order by c.message_id) from inbound_messages c where c.org_id = $1 and c.message_id like '%.${tag}') as kept`,
    [org.orgId],
  );
  return JSON.parse(JSON.stringify(state).replaceAll(`@${tag}.example`, "").replaceAll(`.${tag}`, ""));
}

type Left = { id: string; messageId: string };
type Order = { order: number[]; sizes: number[] };
type Mailbox = { tag: string; sent: Left; steps: Step[]; sizes: number[] };

let nth = 0;
/** What comes of each of these orders, played at the same time in one organization. */
async function play(orders: Order[]): Promise<unknown[]> {
  const org = await mintOrganization({ calm: true });
  await changeSettings(org.admin, { "tracking.opens_and_clicks": true });
  const mailboxes = await openMailboxes(org, orders);
  for (let place = 0; mailboxes.some(({ steps }) => steps.length > 0); place++) {
    // Mail comes in batches of any size; what a provider tells comes in between.
    const parts = mailboxes.map((one) => nextSteps(one.steps, one.sizes[place % one.sizes.length] ?? 1));
    await Promise.all(
      parts.map(async (steps) => {
        for (const step of steps) if ("told" in step) await recordProviderEvent(moment(org.rep1, later), step.told);
      }),
    );
    const messages = parts.flat().flatMap((step) => ("mail" in step ? [step.mail] : []));
    if (messages.length > 0) await receiveMessages(moment(org.rep1, later), { messages });
  }
  const checks = await inOrganization(org.orgId, checkOrganization);
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  return Promise.all(mailboxes.map(({ tag, sent }) => finalState(org, tag, sent)));
}

async function openMailboxes(org: MintedOrganization, orders: Order[]): Promise<Mailbox[]> {
  const us = `rep1@${org.slug}.example`;
  const opened = await Promise.all(
    orders.map(async ({ order, sizes }) => {
      const tag = `m${++nth}x`;
      const leads = new Map<string, string>();
      for (const name of ["ada", "ada2", "bob", "cyd", "dan"])
        leads.set(name, (await createLead(org.rep1, { first_name: name, email: `${name}@${tag}.example` })).id);
      return { tag, order, sizes, id: await queue(org, leads.get("dan") ?? "") };
    }),
  );
  await sendMessages({ context: () => moment(org.admin, soon), worker: newId(), ways });
  const rows = await admin`select id, message_id from communications where id = any (${opened.map((one) => one.id)})`;
  return opened.map(({ tag, order, sizes, id }) => {
    const sent = { id, messageId: rows.find((row) => row.id === id)?.message_id };
    const steps = [...mailbox(us, tag).map(({ mail }) => ({ mail })), ...aboutOurs(sent, us, tag)];
    return { tag, sent, sizes, steps: order.flatMap((one) => steps[one % steps.length] ?? []) };
  });
}

/** Takes the next steps out of these, until there are so many mails among them. */
function nextSteps(steps: Step[], mails: number): Step[] {
  let count = 0;
  const end = steps.findIndex((step) => "mail" in step && ++count === mails);
  return steps.splice(0, end < 0 ? steps.length : end + 1);
}

const left = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);
const soon = new Date(left.getTime() + 60_000);
const later = new Date(left.getTime() + 86_400_000);
const folder = mkdtempSync(join(tmpdir(), "orders-"));
const ways = {
  fallback: "captured" as const,
  ...captureIn(folder),
};

/** A message that leaves from here, at the same moment in every order. */
async function queue(org: MintedOrganization, leadId: string): Promise<string> {
  const message = { lead_id: leadId, channel: "email", subject: "Offer", body_text: "Shall we talk?" } as const;
  return (await queueMessage(moment(org.rep1, left), message)).id;
}

test(`comes to one state in ${orders} orders with repeats, and the sums agree`, async () => {
  const steps = mailbox("u", "t").length + aboutOurs({ id: "i", messageId: "w" }, "u", "t").length;
  const all = Array.from({ length: steps }, (_, place) => place);
  const [expected] = await play([{ order: all, sizes: [1] }]);
  expect(expected).toMatchObject({
    leads: [
      ["ada", "conversing", 3, 4, true, false, at(6000).toISOString().replace(".000Z", "+00:00"), 600],
      ["ada2", "new", 0, 0, false, false, null, null],
      ["bob", "contacted", 1, 0, false, true, null, null],
      ["cyd", "contacted", 1, 0, false, true, null, null],
      ["dan", "conversing", 1, 1, true, false, expect.any(String), 470],
    ],
    threads: [["o1", "r1", "o2", "r2", "r3"], ["p1", "r4"], ["q1"], ["s1"], ["w", "d-reply"]],
    entries: [
      ["cyd", "complaint"],
      ["dan", "complaint"],
    ],
    points: expect.arrayContaining([
      ["ada2", null, null],
      ["dan", "hard", expect.any(String)],
    ]),
    touches: expect.arrayContaining([expect.arrayContaining(["q1", "outbound", "bounced"])]),
  });
  const repeats = fc.array(fc.nat({ max: steps - 1 }), { maxLength: 5 });
  const order = fc
    .tuple(fc.shuffledSubarray(all, { minLength: steps }), repeats)
    .chain(([once, again]) => fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length }));
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 });
  const given = fc.array(fc.record({ order, sizes }), { minLength: together, maxLength: together });
  await fc.assert(
    fc.asyncProperty(given, async (orders) => {
      for (const state of await play(orders)) expect(state).toEqual(expected);
    }),
    { numRuns: rounds, endOnFailure: true },
  );
}, 7_200_000);
