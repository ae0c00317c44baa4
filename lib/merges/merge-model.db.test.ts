import fc from "fast-check";
import { expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { recordConsent } from "@/lib/consents/record-consent";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { addStakeholder } from "@/lib/stakeholders/add-stakeholder";
import { mergeLeads } from "./merge-leads";
import { undoMerge } from "./undo-merge";

const { admin } = await testDatabase();
/** 1,000 merges and as many un-merges at full size. */
const merges = Math.round(1000 * Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.05));
const perStory = 5;

// What a story is made of: which of six people, and what is done with them before the merges begin.
const person = fc.nat(5);
const word = fc.constantFrom("a", "b", "c");
const life = fc.oneof(
  fc.record({
    do: fc.constant("touch" as const),
    who: person,
    method: fc.constantFrom("email", "call", "linkedin", "meeting"),
    inbound: fc.boolean(),
    hour: fc.nat(200),
  }),
  fc.record({
    do: fc.constant("plan" as const),
    who: person,
    method: fc.constantFrom("email", "sms", "linkedin"),
    hour: fc.nat(72),
  }),
  fc.record({ do: fc.constant("queue" as const), who: person, hour: fc.integer({ min: 1, max: 72 }) }),
  fc.record({ do: fc.constant("reply" as const), who: person }),
  fc.record({ do: fc.constant("tag" as const), who: person, word }),
  fc.record({ do: fc.constant("stakeholder" as const), who: person, word, primary: fc.boolean() }),
  fc.record({
    do: fc.constant("dnc" as const),
    who: person,
    kind: fc.constantFrom("email", "phone", "person"),
    channel: fc.constantFrom(undefined, "email", "call"),
  }),
  fc.record({ do: fc.constant("consent" as const), who: person, status: fc.constantFrom("denied", "withdrawn") }),
  fc.record({
    do: fc.constant("status" as const),
    who: person,
    status: fc.constantFrom("qualified", "on_ice", "lost"),
  }),
);
const fieldNames = ["first_name", "title", "email", "phone", "company", "owner", "status", "source"] as const;
const choices = fc.dictionary(fc.constantFrom(...fieldNames), fc.constantFrom("lead", "other"), { maxKeys: 5 });
const story = fc.record({
  lives: fc.array(life, { minLength: 8, maxLength: 30 }),
  pairs: fc.array(fc.record({ lead: person, other: person, fields: choices }), {
    minLength: perStory,
    maxLength: perStory,
  }),
});

it(`${merges} random merges and as many un-merges: every touch is kept, the strictest word holds, and the state comes back exactly`, {
  timeout: 3_600_000,
}, async () => {
  let done = 0;
  let blocked = 0;
  for (let seed = 1; done < merges; seed++) {
    const told = fc.sample(story, { numRuns: 1, seed })[0];
    if (!told) throw new Error("A sample of one is one");
    const result = await live(told, seed);
    done += result.merged;
    blocked += result.blocked;
  }
  // A model of which nobody is ever blocked would show nothing of the strictest word.
  expect(blocked).toBeGreaterThan(merges / 20);
});

type Story = (typeof story)["generate"] extends (...args: never[]) => { value: infer T } ? T : never;

async function live({ lives, pairs }: Story, seed: number): Promise<{ merged: number; blocked: number }> {
  const org = await mintOrganization({ calm: true });
  const people = await mintPeople(org);
  for (const [nth, one] of lives.entries()) await step(org, people, one, nth);
  const context = `seed ${seed}`;
  const standing: { lead: string; before: State; blocked: number }[] = [];
  const away = new Set<string>();
  let merged = 0;
  let blocked = 0;
  for (const [nth, { lead, other, fields }] of pairs.entries()) {
    const [into, from] = [people[lead] ?? "", people[other] ?? ""];
    if (into === from || away.has(into) || away.has(from)) continue;
    const before = await stateOf(org);
    const model = await modelOf(org, into, from);
    const when = later(org.manager, 3_600_000 * (nth + 1));
    await mergeLeads(when, { lead_id: into, other_id: from, fields, cancel_waiting: false }).then(
      async () => {
        expect(await modelAfter(org, into), context).toEqual(model);
        expect(await rawOutcomes(org, into), context).toEqual(model.blocks);
        expect(await broken(org), context).toEqual([]);
        away.add(from);
        standing.push({ lead: into, before, blocked: model.blocks.filter((one) => one !== "ok").length });
      },
      // Only what waits may stand in the way, and then nothing has changed.
      async (error: unknown) => {
        if (!(error instanceof AppError && error.code === "CONFLICT" && error.extra?.waiting)) throw error;
        expect(await stateOf(org), context).toEqual(before);
      },
    );
  }
  for (const { lead, before, blocked: strict } of standing.toReversed()) {
    await undoMerge(later(org.manager, 86_400_000), { lead_id: lead });
    expect(await stateOf(org), context).toEqual(before);
    expect(await broken(org), context).toEqual([]);
    merged++;
    if (strict > 0) blocked++;
  }
  return { merged, blocked };
}

/** Six people; some share a number, a company, a conversation partner. */
async function mintPeople({ rep1, rep2 }: MintedOrganization): Promise<string[]> {
  const ids: string[] = [];
  for (let nth = 0; nth < 6; nth++) {
    const lead = await createLead(nth % 2 === 0 ? rep1 : rep2, {
      first_name: nth % 3 === 0 ? null : `Jo ${nth}`,
      last_name: `Doe ${nth}`,
      email: nth === 5 ? null : `p${nth}@c${nth % 2}.example`,
      phone: nth < 2 ? "+14155550100" : nth === 4 ? null : `+1415555010${nth}`,
      title: nth % 2 === 0 ? `Title ${nth}` : null,
      company: `Company ${nth % 2}`,
      source: nth === 3 ? "fair" : null,
      metadata: { [`key${nth}`]: nth, shared: nth },
    });
    ids.push(lead.id);
  }
  return ids;
}

type Life = Story["lives"][number];

async function step(org: MintedOrganization, people: string[], one: Life, nth: number): Promise<void> {
  const lead_id = people[one.who] ?? "";
  const ctx = later(nth % 2 === 0 ? org.rep1 : org.rep2, nth * 1000);
  // What the guard refuses is a part of the story too: it leaves its evidence.
  await act(org, ctx, lead_id, one).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

async function act(org: MintedOrganization, ctx: Context, lead_id: string, one: Life): Promise<unknown> {
  const hours = (n: number) => new Date(ctx.now.getTime() + n * 3_600_000).toISOString();
  switch (one.do) {
    case "touch":
      return logContact(ctx, {
        lead_id,
        method: one.method,
        direction: one.inbound ? "inbound" : "outbound",
        occurred_at: hours(-one.hour - 1),
        already_happened: true,
      });
    case "plan":
      return logContact(later(ctx, one.hour * 3_600_000), { lead_id, method: one.method });
    case "queue":
      return queueMessage(ctx, {
        lead_id,
        channel: "email",
        subject: "s",
        body_text: "b",
        scheduled_for: hours(one.hour),
      });
    case "reply": {
      const [theirs] =
        await admin`select id, channel from communications where lead_id = ${lead_id} and direction = 'inbound' order by occurred_at desc limit 1`;
      return theirs && logContact(ctx, { lead_id, method: theirs.channel, reply_to_id: theirs.id });
    }
    case "tag":
      return updateLead(ctx, { lead_id, tags: [one.word] });
    case "stakeholder":
      return addStakeholder(ctx, {
        lead_id,
        last_name: one.word,
        email: `${one.word}@board.example`,
        is_primary: one.primary,
      });
    case "dnc": {
      const [point] = await admin`select norm from contact_points where lead_id = ${lead_id} and kind = ${one.kind}`;
      const value = one.kind === "person" ? lead_id : point?.norm;
      return value && addDncEntry(ctx, { kind: one.kind, value, channel: one.channel, reason: "asked to stop" });
    }
    case "consent":
      return recordConsent(ctx, { lead_id, kind: "email", status: one.status, source: "form" });
    case "status":
      return updateLead(org.manager, { lead_id, status: one.status, status_reason: "so it is" });
  }
}

const later = (ctx: Context, ms: number) => at(ctx, new Date(ctx.now.getTime() + ms));

const broken = async ({ orgId }: MintedOrganization) =>
  (await inOrganization(orgId, checkOrganization)).filter((check) => !check.ok).map((check) => check.name);

type State = Record<string, unknown[]>;

/** Every row of the organization that says something of a lead, as it stands; how often a row was written, and when, is not its state. */
async function stateOf({ orgId }: MintedOrganization): Promise<State> {
  const tables = await admin`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and c.relname not in ('rollup_deltas', 'lead_outreach', 'outreach_moves', 'outreach_rollups', 'events', 'event_payloads', 'event_heads', 'event_cursors', 'lead_merges', 'lead_merge_rows', 'outreach_claims', 'idempotency_keys') order by 1`;
  const state: State = {};
  for (const { name } of tables) {
    // That a status was taken over and given back stays in the history, and with it how far the lead came.
    const rows = await admin`
      select to_jsonb(t) - 'updated_at' - 'version' - 'status_changed_at' - 'furthest_stage' as row from ${admin(name)} t where org_id = ${orgId}
        and not (${name} = 'lead_status_history' and to_jsonb(t) ->> 'trigger' in ('merge', 'undo'))
        and not (${name} = 'lead_assignments' and to_jsonb(t) ->> 'assigned_by' = (select user_id::text from memberships where org_id = ${orgId} and role = 'manager'))
      order by id`;
    state[name] = rows.map((one) => one.row);
  }
  return state;
}

const channels = ["email", "call", "sms", "linkedin"] as const;
type Model = {
  touches: number;
  ledger: number;
  contacts: number;
  replies: number;
  tags: string[];
  points: string[];
  blocks: string[];
};

/** What one lead out of two has to be: counted by hand, and blocked where either is. */
async function modelOf(org: MintedOrganization, into: string, from: string): Promise<Model> {
  const [one, other] = [await modelAfter(org, into), await modelAfter(org, from)];
  const said = await strictest(org, [into, from]);
  return {
    touches: one.touches + other.touches,
    ledger: one.ledger,
    contacts: one.contacts + other.contacts,
    replies: one.replies + other.replies,
    tags: [...new Set([...one.tags, ...other.tags])].toSorted(),
    points: [...new Set([...one.points, ...other.points])].toSorted(),
    blocks: said,
  };
}

async function modelAfter(org: MintedOrganization, id: string): Promise<Model> {
  const [row] = await admin`
    select (select count(*)::int from communications where lead_id = l.id) as touches,
      (select count(*)::int from communications where org_id = l.org_id) as ledger, contact_count as contacts, reply_count as replies,
      array(select t.name from lead_tags x join tags t on t.id = x.tag_id where x.lead_id = l.id order by 1) as tags,
      array(select kind || ':' || norm from contact_points where lead_id = l.id order by 1) as points
    from leads l where l.id = ${id} and deleted_at is null`;
  return {
    ...(row as Omit<Model, "blocks">),
    tags: row?.tags.toSorted(),
    points: row?.points.toSorted(),
    blocks: await strictest(org, [id, ...(await mergedInto(id))]),
  };
}

const mergedInto = async (id: string): Promise<string[]> =>
  (await admin`select from_id from lead_merges where root_id = ${id} and undone_at is null`).map((row) => row.from_id);

/** The word of the list and of consents for a person who was known as these leads, read from the rows themselves. */
async function strictest({ orgId }: MintedOrganization, leads: string[]): Promise<string[]> {
  const everyone = [...leads, ...(await Promise.all(leads.map(mergedInto))).flat()];
  const points = await admin`select distinct kind, norm from contact_points where lead_id = any (${everyone}::uuid[])`;
  const entries =
    await admin`select kind, value_norm, channel from dnc_entries where org_id = ${orgId} and revoked_at is null`;
  const denied = await admin`
    select distinct on (kind, value_norm) kind, value_norm, status from consents where org_id = ${orgId} order by kind, value_norm, at desc, id desc`;
  return channels.map((channel) => {
    const hit = entries.some(
      (entry) =>
        (entry.channel === null || entry.channel === channel) &&
        (entry.kind === "person"
          ? everyone.includes(entry.value_norm)
          : points.some((one) => one.kind === entry.kind && one.norm === entry.value_norm)),
    );
    if (hit) return "TL040";
    const no = denied.some(
      (one) =>
        one.status !== "granted" && points.some((point) => point.kind === one.kind && point.norm === one.value_norm),
    );
    return channel === "email" && no && points.some((one) => one.kind === "email") ? "TL044" : "ok";
  });
}

/** What the database says to a message by raw SQL, channel by channel, to an address nobody has said anything about. */
async function rawOutcomes({ orgId }: MintedOrganization, lead: string): Promise<string[]> {
  const said: string[] = [];
  for (const channel of channels) {
    const to = { email: "fresh@new.example", call: "+14155559999", sms: "+14155559999", linkedin: "fresh" }[channel];
    const code = await outcomeOf(orgId, async ({ sql }) => {
      await sql`insert into communications (lead_id, source, intent, channel, direction, status, occurred_at, to_address, to_norm, guard_kind)
        values (${lead}, 'api', 'planned', ${channel}, 'outbound', 'queued', now() + interval '900 days', ${to}, ${to}, 'slot')`;
      throw Object.assign(new Error("Nobody stood in the way"), { code: "ok" });
    });
    said.push(code);
  }
  return said;
}
