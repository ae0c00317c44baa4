import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { ReceivedMail } from "@/lib/arrivals/schema";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { receiveMessages } from "./receive-messages";

const { admin } = await testDatabase();
const full = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0) >= 1;
/** Orders of one mailbox; each is a mailbox of its own, and the first is in the order of time. */
const orders = full ? 10_000 : 60;

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
  ];
}

/** Everything that must not depend on the order, by names instead of ids. */
async function finalState(org: MintedOrganization, tag: string): Promise<unknown> {
  const short = `replace(c.message_id, '.${tag}', '')`;
  const [state] = await admin.unsafe(
    `select (select jsonb_agg(jsonb_build_array(split_part(email, '@', 1), status, contact_count, reply_count, needs_reply, awaiting_reply, last_response_at, first_response_seconds) order by email)
        from leads where org_id = $1 and email like '%@${tag}.example') as leads,
      (select jsonb_agg(jsonb_build_array(${short}, c.direction, c.status, c.replied_at, (select replace(r.message_id, '.${tag}', '') from communications r where r.org_id = c.org_id and r.id = c.replied_by_id)) order by c.message_id)
        from communications c where c.org_id = $1 and c.message_id like '%.${tag}') as touches,
      (select jsonb_agg(t.ids order by t.ids) from (select array_agg(${short} order by c.message_id) as ids from communications c
        where c.org_id = $1 and c.message_id like '%.${tag}' group by c.thread_id) t) as threads,
      (select jsonb_agg(jsonb_build_array(reply_class, last_inbound_at, last_outbound_at) order by last_outbound_at) from threads t join leads l on l.org_id = t.org_id and l.id = t.lead_id
        where t.org_id = $1 and l.email like '%@${tag}.example' and greatest(last_inbound_at, last_outbound_at) is not null) as classes,
      (select jsonb_agg(jsonb_build_array(split_part(norm, '@', 1), bounce_state, invalid_at) order by norm) from contact_points where org_id = $1 and norm like '%@${tag}.example') as points,
      (select jsonb_agg(jsonb_build_array(split_part(value_norm, '@', 1), source) order by value_norm) from dnc_entries where org_id = $1 and value_norm like '%@${tag}.example') as entries,
      (select jsonb_agg(jsonb_build_array(${short}, c.kind, c.state, c.return_date) order by c.message_id) from inbound_messages c where c.org_id = $1 and c.message_id like '%.${tag}') as kept`,
    [org.orgId],
  );
  return JSON.parse(JSON.stringify(state).replaceAll(`@${tag}.example`, "").replaceAll(`.${tag}`, ""));
}

let nth = 0;
async function play(org: MintedOrganization, order: number[]): Promise<unknown> {
  const tag = `m${++nth}x`;
  for (const name of ["ada", "bob", "cyd"])
    await createLead(org.rep1, { first_name: name, email: `${name}@${tag}.example` });
  const us = `rep1@${org.slug}.example`;
  const all = mailbox(us, tag);
  for (const place of order) {
    const one = all[place % all.length];
    if (one) await receiveMessages(org.rep1, { place: { sent: one.sent }, messages: [one.mail] });
  }
  return finalState(org, tag);
}

test(
  `comes to one state in ${orders} orders with repeats, and the sums agree`,
  async () => {
    const org = await mintOrganization({ calm: true });
    const size = mailbox("u", "t").length;
    const all = Array.from({ length: size }, (_, place) => place);
    const expected = await play(org, all);
    expect(expected).toMatchObject({
      leads: [
        ["ada", "conversing", 3, 4, true, false, at(6000).toISOString().replace(".000Z", "+00:00"), 600],
        ["bob", "contacted", 1, 0, false, true, null, null],
        ["cyd", "contacted", 1, 0, false, true, null, null],
      ],
      threads: [["o1", "o2", "r1", "r2", "r3"], ["p1", "r4"], ["q1"], ["s1"]],
      entries: [["cyd", "complaint"]],
    });
    const repeats = fc.array(fc.nat({ max: size - 1 }), { maxLength: 5 });
    const order = fc
      .tuple(fc.shuffledSubarray(all, { minLength: size }), repeats)
      .chain(([once, again]) => fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length }));
    await fc.assert(
      fc.asyncProperty(order, async (given) => {
        expect(await play(org, given)).toEqual(expected);
      }),
      { numRuns: orders, endOnFailure: true },
    );
    const checks = await inOrganization(org.orgId, checkOrganization);
    expect(checks.filter((check) => !check.ok)).toEqual([]);
  },
  full ? 3_600_000 : 90_000,
);
