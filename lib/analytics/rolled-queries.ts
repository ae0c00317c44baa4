import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { daysOf, periodOf } from "@/lib/periods/rules";
import { readSums } from "@/lib/rollups/read-sums";
import { countOf, countsOf, type SumQuestion, type Sums, spreadOf } from "@/lib/rollups/sum-rules";
import { sequences, templates } from "./made-queries";
import { rateOf } from "./rules";
import type { CountedOutreach, OutreachAnalytics, OutreachAnalyticsInput, OutreachFigures } from "./schema";

type Named = { id: string; name: string };
type Broken = { user_id: string | null; kind: "prevented" | "overridden" | "escaped"; n: number };
type People = { broken: Broken[]; members: Named[] };
type Made = { template: Named[]; sequence: Named[] };

/** The figures by adding up facts that say for which days they count (docs/decisions/0043), with what is not folded yet. */
export async function countRolled(tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput): Promise<CountedOutreach> {
  const question = { ...periodOf(asked, ctx), method: asked.method ?? null };
  const [sums, people] = await Promise.all([readSums(tx, question), findPeople(tx, ctx, question)]);
  const made = await findMade(tx, ctx, sums);
  const { n: attempts, m: answered } = countOf(sums, "all");
  const { attempts: _, ...all } = figuresOf(sums, "all", "");
  return {
    total_attempts: attempts,
    leads_reached: countOf(sums, "leads").n,
    ...all,
    responded_attempts: answered,
    response_rate_per_attempt: rateOf(answered, attempts),
    by_method: Object.fromEntries(tried(sums, "channel").map((key) => [key, figuresOf(sums, "channel", key, key)])),
    by_rep: repsOf(sums, people),
    by_day: daysOf(question).map((date) => ({
      date,
      attempts: countOf(sums, "day", date).n,
      responses: countOf(sums, "response", date).n,
    })),
    by_template: madeOf(sums, "template", made),
    by_sequence: madeOf(sums, "sequence", made),
    by_hour: timed(sums, "hour").map(({ key, ...one }) => ({ hour: key, ...one })),
    by_weekday: timed(sums, "weekday").map(({ key, ...one }) => ({ weekday: key, ...one })),
    by_direction: directionsOf(sums),
    collisions: collisionsOf(people.broken),
  };
}

/** The totals of other days, as a page sets them beside its own. */
export async function previousOf(
  tx: OrgTx,
  ctx: Context,
  asked: SumQuestion,
): Promise<NonNullable<OutreachAnalytics["previous"]>> {
  const [sums, { broken }] = await Promise.all([readSums(tx, asked), findPeople(tx, ctx, asked)]);
  const { attempts, conversations, responded_conversations, response_rate, median_response_time_hours } = figuresOf(
    sums,
    "all",
    "",
  );
  return {
    from_date: asked.from,
    to_date: asked.to,
    total_attempts: attempts,
    leads_reached: countOf(sums, "leads").n,
    conversations,
    responded_conversations,
    response_rate,
    median_response_time_hours,
    prevented: collisionsOf(broken).prevented,
  };
}

/** What was prevented and the like, by whom, and everybody in the order of their names. */
async function findPeople(tx: OrgTx, ctx: Context, { from, to, method }: SumQuestion): Promise<People> {
  const [row] = await tx.sql<People[]>`
    select coalesce((select jsonb_agg(b) from (
        select k.user_id, k.kind, count(*)::int as n from collision_incidents k
        where k.at >= ${from}::date::timestamp at time zone ${ctx.timezone} and k.at < (${to}::date + 1)::timestamp at time zone ${ctx.timezone}
          and (${method}::text is null or k.channel = ${method})
        group by k.user_id, k.kind) b), '[]') as broken,
      (select jsonb_agg(jsonb_build_object('id', m.user_id, 'name', m.name) order by m.name) from memberships m) as members`;
  if (!row) throw new Error("There is always a row");
  return row;
}

/** The names of what attempts were made of, in their order. */
async function findMade(tx: OrgTx, ctx: Context, sums: Sums): Promise<Made> {
  const [template, sequence] = (["template", "sequence"] as const).map((of) =>
    countsOf(sums, of).map((one) => one.key),
  );
  if (!template?.length && !sequence?.length) return { template: [], sequence: [] };
  const [row] = await tx.sql<Made[]>`
    select (select coalesce(jsonb_agg(w order by w.name), '[]') from (${templates(tx, ctx.actor.userId)}) w where w.id = any (${template ?? []}::uuid[])) as template,
      (select coalesce(jsonb_agg(w order by w.name), '[]') from (${sequences(tx)}) w where w.id = any (${sequence ?? []}::uuid[])) as sequence`;
  if (!row) throw new Error("There is always a row");
  return row;
}

function figuresOf(sums: Sums, of: string, key: string, times = ""): OutreachFigures {
  const { n, begun } = countOf(sums, of, key);
  const { responded, mean, median, p90 } = spreadOf(sums.times.get(times));
  return {
    attempts: n,
    conversations: begun,
    responded_conversations: responded,
    response_rate: rateOf(responded, begun),
    avg_response_time_hours: mean,
    median_response_time_hours: median,
    p90_response_time_hours: p90,
  };
}

const tried = (sums: Sums, of: string) => countsOf(sums, of).flatMap(({ key, n }) => (n === 0 ? [] : [key]));

/** The most attempts first, then by name; also those who were only stopped. */
function repsOf(sums: Sums, { broken, members }: People): CountedOutreach["by_rep"] {
  const stopped = broken.map((one) => one.user_id ?? "");
  const reps = [...new Set([...tried(sums, "rep"), ...stopped])];
  const places = new Map(members.map((one, place) => [one.id, place] as const));
  const placeOf = (id: string) => places.get(id) ?? members.length;
  return reps
    .toSorted((a, b) => countOf(sums, "rep", b).n - countOf(sums, "rep", a).n || placeOf(a) - placeOf(b))
    .map((id) => ({
      ...figuresOf(sums, "rep", id, `rep ${id}`),
      user: members[placeOf(id)] ?? null,
      collisions: collisionsOf(broken.filter((one) => (one.user_id ?? "") === id)),
    }));
}

function collisionsOf(broken: Broken[]): CountedOutreach["collisions"] {
  const all = { prevented: 0, overridden: 0, escaped: 0 };
  for (const { kind, n } of broken) all[kind] += n;
  return all;
}

const madeOf = (sums: Sums, of: keyof Made, made: Made) =>
  made[of]
    .map((one) => ({ ...one, count: countOf(sums, of, one.id) }))
    .filter(({ count }) => count.n !== 0)
    .toSorted((a, b) => b.count.n - a.count.n)
    .map(({ id, name, count: { n, m } }) => ({ id, name, attempts: n, answered: m, response_rate: rateOf(m, n) }));

const timed = (sums: Sums, of: "hour" | "weekday") =>
  countsOf(sums, of)
    .filter(({ n }) => n !== 0)
    .map(({ key, n, m }) => ({ key: Number(key), attempts: n, answered: m }))
    .toSorted((a, b) => a.key - b.key);

function directionsOf(sums: Sums): CountedOutreach["by_direction"] {
  return countsOf(sums, "direction")
    .filter(({ n }) => n !== 0)
    .map(({ key, n }) => {
      const [channel = "", value] = key.split(" ");
      return { channel, direction: value === "0" ? ("outbound" as const) : ("inbound" as const), touches: n };
    })
    .toSorted((a, b) => order(a.channel, b.channel) || order(a.direction, b.direction));
}

const order = (one: string, other: string) => Number(one > other) - Number(one < other);
