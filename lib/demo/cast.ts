import type { LeadStatus } from "@/lib/leads/schema";
import { type Chance, chanceOf } from "./chance";
import { type Company, companies } from "./companies";
import { named } from "./named";
import { type Name, names } from "./names";
import { closedSince, leaving } from "./opt-outs";
import { addressesOf, type LeadPlan, sources, tagsOf, titles } from "./people";
import type { Who } from "./sign-ins";

/** How many of the people without a place in `named` end where. */
const endings: [LeadStatus, number][] = [
  ["new", 34],
  ["enriched", 24],
  ["contacted", 68],
  ["conversing", 46],
  ["qualified", 28],
  ["proposal", 18],
  ["on_ice", 20],
  ["converted", 14],
  ["lost", 15],
  ["unqualified", 10],
];
const reps = ["rep1", "rep2", "rep3", "rep4"] as const satisfies readonly [Who, ...Who[]];
/** What some are found out about late: their company ships nothing cold. */
const dryOnly: readonly LeadStatus[] = ["unqualified", "contacted", "lost", "new"];
/** How many are contacted today besides those in the headlines. */
const todayCount = 12;
/** Working days without a touch after which the guard has nothing to say. */
const calm = 8;

/** Everybody but the showcase lead, in the order in which they are told. */
export function castOf(): LeadPlan[] {
  const chance = chanceOf("cast");
  const met = new Set(named.map(({ first, last }) => `${first} ${last}`));
  const strangers = names.filter(({ first, last }) => !met.has(`${first} ${last}`));
  const statuses = shuffled(
    chance,
    endings.flatMap(([status, count]) => Array.from({ length: count }, () => status)),
  );
  const crowded = shuffled(chance, [...companies, ...companies, ...companies, ...companies]);
  const numbers = new Map<string, number>();
  const extras = statuses.flatMap((status, index) => {
    const company = takeCompany(crowded, index, status);
    const person = strangers[index];
    if (!company || !person) return [];
    const nth = (numbers.get(company.place.city) ?? 9) + 1;
    numbers.set(company.place.city, nth);
    return [planOf(person, company, status, index, nth)];
  });
  return withToday(withOptOuts([...named, ...extras]));
}

// Every company has somebody before any has a fourth.
function takeCompany(crowded: Company[], index: number, status: LeadStatus): Company | undefined {
  const fits = (company: Company) => company.trade !== "dry" || dryOnly.includes(status);
  const own = companies[index];
  return own && fits(own) ? own : crowded.splice(crowded.findIndex(fits), 1)[0];
}

function planOf({ first, last }: Name, company: Company, status: LeadStatus, index: number, nth: number): LeadPlan {
  const key = `lead-${String(index).padStart(3, "0")}`;
  const chance = chanceOf(key);
  const by = chance.pick(reps);
  const pool: Partial<Record<LeadStatus, number>> = { new: 0.55, enriched: 0.35, on_ice: 0.2, contacted: 0.05 };
  const owner = chance.happens(pool[status] ?? 0) ? null : by;
  const closed = closedSince(company.domain);
  return {
    key,
    first,
    last,
    title: chance.pick(titles),
    company,
    ...addressesOf(chance, first, last, company, nth),
    source: chance.pick(sources),
    tags: tagsOf(chance, company.trade),
    owner,
    by,
    status,
    quiet: closed === undefined ? leftAlone(company) : closed + 1,
    formerly: owner && chance.happens(0.12) ? reps[(reps.indexOf(by) + 1) % reps.length] : undefined,
    crossing: crossingOf(index),
  };
}

// A colleague's touch at the showcase lead's company would speak on every channel of hers.
const leftAlone = ({ domain }: Company) => (domain === "larkfield.example" ? 12 : undefined);

// Prevented ones are the everyday, the others are what people talk about.
function crossingOf(index: number): LeadPlan["crossing"] {
  if (index % 5 === 1) return index % 15 === 1 ? "warned" : "prevented";
  if (index % 17 === 3) return "escaped";
  if (index % 19 === 7) return "overridden";
  return index % 23 === 4 ? "insisted" : undefined;
}

/** Each opt-out finds a lead that was left alone since. */
function withOptOuts(plans: LeadPlan[]): LeadPlan[] {
  const gone = new Map<string, LeadPlan>();
  for (const [index, optOut] of leaving.entries()) {
    const fits = (plan: LeadPlan) => {
      if (index === 0) return plan.key === "erin-whit";
      const reached = plan.status === "contacted" || plan.status === "lost";
      const given = optOut.kind === "person" || optOut.kind === "domain" || plan[optOut.kind] !== null;
      return reached && given && plan.key.startsWith("lead-") && !gone.has(plan.key) && plan.quiet === undefined;
    };
    const plan = plans.find(fits);
    if (plan) gone.set(plan.key, { ...plan, leaves: optOut, quiet: Math.max(optOut.ago + 1, plan.quiet ?? 0) });
  }
  return plans.map((plan) => gone.get(plan.key) ?? plan);
}

function withToday(plans: LeadPlan[]): LeadPlan[] {
  const active: readonly LeadStatus[] = ["contacted", "conversing", "qualified", "proposal"];
  const free = plans.filter((plan) => plan.quiet === undefined && active.includes(plan.status));
  const chosen = free.filter((_, index) => index % 11 === 2).slice(0, todayCount);
  return plans.map((plan) => {
    const nth = chosen.indexOf(plan);
    return nth < 0 ? plan : { ...plan, today: { nth, of: chosen.length }, quiet: calm };
  });
}

function shuffled<T>(chance: Chance, list: T[]): T[] {
  return list
    .map((one) => ({ one, place: chance.between(0, 1_000_000) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ one }) => one);
}
