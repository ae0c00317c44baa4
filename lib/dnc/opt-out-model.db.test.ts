import { beforeAll, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { AppError } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { recordMail } from "@/lib/imports/record-mail";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { restoreLead } from "@/lib/leads/restore-lead";
import { cancelMessage } from "@/lib/sending/cancel-message";
import { queueMessage } from "@/lib/sending/queue-message";
import { addDncEntry } from "./add-dnc-entry";

const { admin } = await testDatabase();
// 100,000 with TOUCHLINE_TEST_SIZE=1, which takes half an hour on a busy machine.
const interleavings = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 100_000 : 2_000;
// Four acts at once on one person, in five rounds; three such stories beside each other.
const [atOnce, rounds, lanes] = [4, 5, 3];

// As in opt-out-race: each side takes its number as the last thing before it commits.
beforeAll(() =>
  admin.unsafe(`
    create sequence turns;
    create table commits (id uuid primary key, turn bigint not null);
    create function take_turn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin insert into commits values (new.id, nextval('turns')); return null; end $$;
    create constraint trigger zz_turn after insert on communications deferrable initially deferred for each row execute function take_turn();
    create constraint trigger zz_turn after insert on dnc_entries deferrable initially deferred for each row execute function take_turn()`),
);

type Act = (org: MintedOrganization, person: Person) => Promise<unknown>;
type Person = { lead: string; email: string; domain: string; nth: number; waiting: string[] };

const fresh = (ctx: MintedOrganization["rep1"]) => at(ctx, new Date());
const mail = (org: MintedOrganization, { email }: Person, direction: "inbound" | "outbound", text: string) =>
  recordMail(fresh(org.manager), {
    touches: [
      {
        message_id: `<${Math.random()}@x>`,
        direction,
        user_id: org.rep1.actor.userId,
        user_name: "rep1",
        person: { email, norm: email, name: "P" },
        at: new Date(),
        thread_key: "t",
        answers_message_id: null,
        in_reply_to: null,
        references: null,
        from: "a@x.org",
        to: "b@x.org",
        cc: null,
        subject: "",
        text,
      },
    ],
  });

const schedule: Act = async (org, { lead, nth, waiting }) => {
  const ctx = fresh(nth % 2 ? org.rep1 : org.rep2);
  const message = await queueMessage(ctx, {
    lead_id: lead,
    channel: "email",
    body_text: `Words like no others ${Math.random()}`,
    scheduled_for: plusSeconds(ctx.now, 3600 * (1 + nth)).toISOString(),
  });
  waiting.push(message.id);
};
const cancel: Act = async (org, { waiting }) => {
  const id = waiting.at(-1);
  if (id) await cancelMessage(fresh(org.manager), { id });
};

// Weights: mostly plans, since they are what must not slip through.
const acts: readonly [weight: number, act: Act][] = [
  [
    8,
    (org, { lead, nth }) =>
      logContact(fresh(nth % 2 ? org.rep1 : org.rep2), {
        lead_id: lead,
        method: ["email", "linkedin", "call", "sms"][nth % 4],
      }),
  ],
  [
    4,
    (org, { lead }) =>
      logContact(fresh(org.manager), { lead_id: lead, method: "email", override_reason: "a reason long enough" }),
  ],
  [
    1,
    (org, { email }) =>
      addDncEntry(fresh(org.rep1), { kind: "email", value: email, reason: "asked", source: "unsubscribe" }),
  ],
  [1, (org, { lead }) => addDncEntry(fresh(org.rep2), { kind: "person", value: lead, reason: "asked" })],
  [0.2, (org, { domain }) => addDncEntry(fresh(org.rep2), { kind: "domain", value: domain, reason: "asked" })],
  [5, schedule],
  [2, cancel],
  [2, (org, person) => mail(org, person, "inbound", "Thanks, sounds good")],
  [1, (org, person) => mail(org, person, "inbound", "unsubscribe")],
  [2, (org, person) => mail(org, person, "outbound", "Hello")],
  [1, (org, { lead }) => deleteLead(fresh(org.rep1), { lead_id: lead })],
  [2, (org, { lead }) => restoreLead(fresh(org.rep1), { lead_id: lead })],
];
const total = acts.reduce((sum, [weight]) => sum + weight, 0);
const anyAct = (): Act => {
  let rest = Math.random() * total;
  for (const [weight, act] of acts) {
    rest -= weight;
    if (rest < 0) return act;
  }
  return acts[0]?.[1] as Act;
};

// What a person may meet when several act at once; anything else is a fault.
const expected = ["DNC_BLOCKED", "RECENTLY_CONTACTED", "SAME_CHANNEL_RECENT", "NOT_FOUND", "CONFLICT", "UNAVAILABLE"];

it(`no touch is planned after a committed opt-out, in ${interleavings.toLocaleString("en")} interleavings`, {
  timeout: 3_600_000,
}, async () => {
  const org = await mintOrganization({ calm: true });
  const codes = new Map<string, number>();
  let next = 0;
  const story = async () => {
    while (next * atOnce * rounds < interleavings) {
      const person = await meet(org, next++);
      for (let round = 0; round < rounds; round++) {
        const all = await Promise.allSettled(
          Array.from({ length: atOnce }, (_, nth) => anyAct()(org, { ...person, nth: round + nth })),
        );
        for (const one of all) {
          const code =
            one.status === "fulfilled" ? "ok" : one.reason instanceof AppError ? one.reason.code : String(one.reason);
          codes.set(code, (codes.get(code) ?? 0) + 1);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, story));
  expect([...codes.keys()].filter((code) => code !== "ok" && !expected.includes(code))).toEqual([]);
  const refusedBy = (after: string) =>
    admin.unsafe(
      `select c.id, c.status, e.kind, e.value_norm from communications c join commits ct on ct.id = c.id
    cross join lateral (
      select e.* from dnc_entries e join commits et on et.id = e.id where e.org_id = c.org_id and ${after}
        and (e.kind, e.value_norm) in (select 'person', c.lead_id::text union all select p.kind, p.norm from contact_points p where p.lead_id = c.lead_id
          union all select 'domain', split_part(p.norm, '@', 2) from contact_points p where p.lead_id = c.lead_id and p.kind = 'email')
        and (e.channel is null or e.channel = c.channel)) e
    where c.org_id = $1 and c.intent = 'planned' and c.direction = 'outbound' limit 5`,
      [org.orgId],
    );
  // Neither planned nor promised after it, and what was promised before it does not wait any more.
  expect([...(await refusedBy("et.turn < ct.turn"))]).toEqual([]);
  expect([...(await refusedBy("c.status = 'queued'"))]).toEqual([]);
  // A story in which nothing happens proves nothing.
  const [promised] = await admin<{ stopped: number }[]>`
    select count(*)::int as stopped from communications where org_id = ${org.orgId} and status in ('cancelled', 'blocked')`;
  expect([
    (codes.get("ok") ?? 0) > interleavings / 5,
    (codes.get("DNC_BLOCKED") ?? 0) > interleavings / 50,
    (promised?.stopped ?? 0) > interleavings / 200,
  ]).toEqual([true, true, true]);
});

async function meet(org: MintedOrganization, nth: number): Promise<Omit<Person, "nth">> {
  const email = `p@d${nth}.example`;
  const { id } = await createLead(fresh(org.rep1), {
    last_name: "P",
    email,
    phone: `+1415${5_000_000 + nth}`,
    linkedin: `person-${nth}`,
  });
  return { lead: id, email, domain: `d${nth}.example`, waiting: [] };
}
