import type postgres from "postgres";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import type { ScriptedSmtp } from "@/db/testing/scripted-smtp";
import { addMember } from "@/lib/accounts/add-member";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import { createSequence } from "@/lib/sequences/create-sequence";
import { changeSettings } from "@/lib/settings/change-settings";
import { chanceOf, type People } from "@/scripts/testing/quarter-people";
import type { Arrived, Person, Story } from "@/scripts/testing/quarter-story";

/** An organization of the story: its five, the people it writes to, and what the server heard of it. */
export type House = {
  people: People;
  known: Map<string, Person>;
  start: number;
  /** when the server first heard of a message */
  heard: Map<string, number>;
  arrived: Arrived[];
  turnedAway: Map<string, number>;
  kills: number;
  /** whether a worker is killed in this turn */
  killing: boolean;
};

const ceiling = 2;
const enough = 3;
/** What the checker is told of a house. */
export const storyOf = ({ people, known, arrived, turnedAway }: House): Story => ({
  ...people.story,
  people: known,
  arrived,
  turnedAway,
  ceiling,
  enough,
});

/** `second`: it writes to the same people as another house of this seed, as far as they can be reached. */
type Wish = { admin: postgres.Sql; seed: number; count: number; second?: boolean };

/** With every rule in force, and hours by the clock where each of its people is. */
export async function openHouse({ admin, seed, count, second = false }: Wish): Promise<House> {
  const org = await mintOrganization({ quietHours: defaultQuietHours });
  await changeSettings(org.admin, { "guard.company.limit": ceiling, "guard.touches.limit": enough });
  const reps = [org.rep1, org.rep2, await addRep(org, "rep3"), await addRep(org, "rep4"), await addRep(org, "rep5")];
  const start = org.rep1.now.getTime() + 60_000;
  const minted = await mintLeads(admin, org.orgId, reps, { seed, count, second });
  for (const [nth, name] of (["North", "South", "East"] as const).entries())
    await beginSequence(
      org,
      name,
      new Date(start),
      minted.filter((_, place) => place % 3 === nth),
    );
  const luck = second ? seed + 100_000 : seed;
  const people: People = {
    org,
    reps: reps.map((ctx, nth) => ({ ctx, chance: chanceOf(luck * 10 + nth) })),
    leads: minted,
    chance: chanceOf(luck),
    story: { optedOut: [], answered: [], touches: [], drafting: [] },
    called: new Map(),
    problems: [],
    counts: { byHand: 0, items: 0, approved: 0 },
  };
  const known = new Map(minted.map(({ email, company, zone }) => [email, { company, zone }]));
  return { people, known, start, heard: new Map(), arrived: [], turnedAway: new Map(), kills: 0, killing: false };
}

/** A server that knows nobody at some addresses, is busy now and then, and sometimes takes a mail and does not say so. */
export function misbehave(server: ScriptedSmtp, house: House): void {
  const { people, turnedAway } = house;
  const dead = new Set(people.leads.filter((lead) => lead.dead).map((one) => one.email));
  server.received.clear();
  server.texts.clear();
  server.heard.clear();
  server.script((to) => {
    if (dead.has(to)) {
      // Whoever is killed before the refusal is written down asks once more.
      if (!house.killing) turnedAway.set(to, (turnedAway.get(to) ?? 0) + 1);
      return { at: "rcpt", code: 550 };
    }
    const luck = people.chance();
    if (luck < 0.04) return { at: "dot", code: 451 };
    return luck < 0.06 ? { at: "dot", cut: "reply", keep: true } : null;
  });
}

const LINES = {
  North: [
    "The evening shift at your depot plans its rounds by hand.",
    "A customer in Linz halved the empty miles with one change.",
    "Shall I send the page about cold chain licences instead?",
  ],
  South: [
    "Who signs for goods when nobody is at the counter at noon?",
    "Two bakeries share one van since spring, and both deliver earlier.",
    "Nothing more from me unless lorries still queue on Mondays.",
  ],
  East: [
    "Your tender asks for temperature records of three years.",
    "Records like these fill themselves while doors are open.",
    "Is another colleague the better person for freezers?",
  ],
};

async function beginSequence(
  org: MintedOrganization,
  name: keyof typeof LINES,
  at: Date,
  some: People["leads"],
): Promise<void> {
  const email = (count: number, after: number) => ({
    kind: "email",
    subject: `${name} ${count}`,
    body: LINES[name][count],
    delay_hours: after * 24,
  });
  const steps = [email(0, 0), { kind: "call", subject: "Ask", delay_hours: 48 }, email(1, 4), email(2, 5)];
  const sequence = await createSequence(org.admin, { name, steps, publish: true });
  const ids = some.map((lead) => lead.id);
  for (let from = 0; from < ids.length; from += 500) {
    const part = ids.slice(from, from + 500);
    // Of colleagues at one company the later ones begin when the first are through.
    await enrollLeads(asAt(org.rep1, at), { sequence_id: sequence.id, lead_ids: part, when_allowed: part });
  }
}

async function addRep({ orgId, slug, rep1 }: MintedOrganization, name: string): Promise<Context> {
  const visitor = { now: rep1.now, requestId: newId() };
  const member = { org_id: orgId, email: `${name}@${slug}.example`, name, role: "rep" };
  const { user_id: userId } = await addMember(visitor, member);
  return { ...rep1, actor: { ...rep1.actor, userId, name } };
}

const ZONES = ["UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "Europe/Vienna"];
type Minted = People["leads"][number] & Person;

/**
 * Five by five: those of one company at addresses of their own, those who share a domain, and those who have nothing in common, but for two
 * of them at one address and with one number, who are one person.
 */
async function mintLeads(
  admin: postgres.Sql,
  orgId: string,
  reps: Context[],
  { seed, count, second }: Omit<Wish, "admin">,
): Promise<Minted[]> {
  const all = Array.from({ length: count }, (_, at): Minted & { company_id: string | null; nth: number } => {
    const [nth, group] = [at + 1, Math.floor(at / 5)];
    const kind = group % 3;
    const who = kind === 2 && at % 5 === 1 ? nth - 1 : nth;
    const domain = kind === 1 ? `g${group}-${seed}-quarter.example` : `l${who}-${seed}-quarter.example`;
    const company = kind === 2 ? `l${who}` : `g${group}`;
    const email = `l${who}@${domain}`;
    const phone = `+1415${String(2_000_000 + seed * 10_000 + who)}`;
    const zone = ZONES[group % ZONES.length] ?? "UTC";
    return { id: newId(), nth, email, phone, dead: who % 17 === 0, company, zone, company_id: null };
  });
  const leads = second ? all.filter((one) => !one.dead) : all;
  const companies = [...new Set(leads.map((lead) => lead.company))].map((name) => ({ id: newId(), name }));
  const ids = new Map(companies.map((one) => [one.name, one.id]));
  for (const one of leads) if (one.company.startsWith("g")) one.company_id = ids.get(one.company) ?? null;
  const rows = leads.map(({ id, nth, email, company_id, zone }) => {
    const owner_id = reps[nth % reps.length]?.actor.userId ?? null;
    return { org_id: orgId, id, last_name: `Lead ${nth}`, email, owner_id, company_id, timezone: zone };
  });
  // One profile for each number, as one address for each.
  const points = leads.flatMap(({ id, email, phone }) => [
    {
      org_id: orgId,
      lead_id: id,
      kind: "linkedin",
      raw: `linkedin.com/in/p${phone.slice(1)}`,
      norm: `p${phone.slice(1)}`,
      is_primary: true,
    },
    { org_id: orgId, lead_id: id, kind: "email", raw: email, norm: email, is_primary: true },
    { org_id: orgId, lead_id: id, kind: "phone", raw: phone, norm: phone, is_primary: true },
  ]);
  await admin.begin(async (tx) => {
    await tx`select set_config('app.org_id', ${orgId}, true)`;
    await tx`insert into companies ${tx(companies.map((one) => ({ ...one, org_id: orgId })))}`;
    await tx`insert into leads ${tx(rows)}`;
    await tx`insert into contact_points ${tx(points)}`;
  });
  return leads;
}
