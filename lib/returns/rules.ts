import { narrowedBy } from "@/lib/analytics/rules";
import type { Context } from "@/lib/core/context";
import { dayIn } from "@/lib/core/time";
import { rateDayOf } from "@/lib/source-costs/rules";
import type { AttributionModel, Returns, ReturnsInput } from "./schema";

export const returnDefinitions = {
  ...narrowedBy,
  period: "Whole months: from the month of the first day to the month of the last one, this month until today.",
  cost: "The costs of these months, in the organization's currency by the rate kept with each. Those kept while that currency was another one are counted apart and are in no sum.",
  leads: "Leads that were created in these months and are neither deleted nor merged into another.",
  won: "Clients that leads became in these months; an undone conversion does not count.",
  with_below: "A source with others below it in the tree: its own figures and theirs together.",
  revenue: "The value of those clients, in the organization's currency by the rate of the day of their conversion.",
  roi: "Revenue minus cost, divided by cost.",
  cost_per: "Cost divided by the leads of these months, and by those of them that reached the stage.",
  previous: "The same for as many months that end the month before.",
  payback: "Months from the first one with a cost until the revenue since had reached the cost since.",
  attribution:
    "The revenue of each won lead shared among its touchpoints: its source when it arrived, then every touch that counts, theirs and ours, until the conversion. First and last: all to that one. Linear: the same to each. Position: 40 % to the first, 40 % to the last, the rest among those between. All four add up to the same.",
} as const;

/** The months of a period as days; default this one and the eleven before. */
export function monthsOf(asked: ReturnsInput, ctx: Pick<Context, "now" | "timezone">): { from: string; to: string } {
  const today = dayIn(ctx.now, ctx.timezone);
  const now = today.slice(0, 7);
  const last = (asked.to_date ?? today).slice(0, 7);
  const first = asked.from_date?.slice(0, 7) ?? monthsBefore(last, 11);
  return { from: `${first}-01`, to: rateDayOf(last, first <= now && now <= last ? today : "9999-12-31") };
}

/** As many whole months that end the month before these begin. */
export function monthsBeforeThose({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  const before = monthsBefore(first, 1);
  return {
    from: `${monthsBefore(first, monthNumber(last) - monthNumber(first) + 1)}-01`,
    to: rateDayOf(before, "9999-12-31"),
  };
}

function monthNumber(month: string): number {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return year * 12 + number;
}

function monthsBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const all = year * 12 + number - 1 - count;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}`;
}

type Sums = {
  cost_minor: number;
  arrived: number;
  conversing: number;
  qualified: number;
  won: number;
  revenue_minor: number;
  payback_months: number | null;
};

/** What a cost came to per lead and stage, and what came back for it. */
export function returnsOf({ arrived, conversing, qualified, ...sums }: Sums): Returns {
  const { cost_minor: cost, revenue_minor: revenue, won } = sums;
  return {
    ...sums,
    leads: arrived,
    roi: cost === 0 ? null : (revenue - cost) / cost,
    ...costPer(cost, { arrived, conversing, qualified, won }),
  };
}

export const costPer = (
  cost: number,
  { arrived, conversing, qualified, won }: { arrived: number; conversing: number; qualified: number; won: number },
) => ({
  cost_per_lead_minor: per(cost, arrived),
  cost_per_conversing_minor: per(cost, conversing),
  cost_per_qualified_minor: per(cost, qualified),
  cost_per_won_minor: per(cost, won),
});

const per = (cost: number, count: number) => (count === 0 || cost === 0 ? null : Math.round(cost / count));

/** Months from the first cost until what came in since had reached what was paid since; in their order, a quiet month may be missing. */
export function paybackMonths(months: readonly { month: string; cost: number; revenue: number }[]): number | null {
  const spent = months.slice(months.findIndex((one) => one.cost > 0));
  const [first] = spent;
  if (!first || first.cost <= 0) return null;
  let balance = 0;
  for (const { month, cost, revenue } of spent) {
    balance += revenue - cost;
    if (balance >= 0) return monthNumber(month) - monthNumber(first.month) + 1;
  }
  return null;
}

/** Whole weights of so many touchpoints in their order, where more than one has a share. */
const weightsOf: Record<Exclude<AttributionModel, "first" | "last">, (count: number) => number[]> = {
  linear: (count) => Array.from({ length: count }, () => 1),
  position: (count) =>
    Array.from({ length: count }, (_, nth) => {
      if (count <= 2) return 1;
      return nth === 0 || nth === count - 1 ? 2 * (count - 2) : 1;
    }),
};

/** An amount shared by weights in whole minor units: nothing is lost, what cannot be parted goes to the largest remainders. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, one) => all + one, 0);
  const shares: number[] = [];
  const rests: number[] = [];
  let left = total;
  for (const weight of weights) {
    const { share, rest } = partOf(total, weight, sum);
    shares.push(share);
    rests.push(rest);
    left -= share;
  }
  if (left === 0) return shares;
  const order = [...rests.keys()].sort((a, b) => (rests[b] ?? 0) - (rests[a] ?? 0) || a - b);
  for (const nth of order.slice(0, left)) shares[nth] = (shares[nth] ?? 0) + 1;
  return shares;
}

// Whole numbers are exact up to nine thousand billion; a product beyond that is worked out at length.
function partOf(total: number, weight: number, sum: number): { share: number; rest: number } {
  const product = total * weight;
  if (!Number.isSafeInteger(product)) {
    const exact = BigInt(total) * BigInt(weight);
    return { share: Number(exact / BigInt(sum)), rest: Number(exact % BigInt(sum)) };
  }
  const rest = product % sum;
  return { share: (product - rest) / sum, rest };
}

/** What each touchpoint of won leads is credited under a model, the largest first. */
export function creditsOf(
  won: readonly { minor: number; points: readonly string[] }[],
  model: AttributionModel,
): { point: string; revenue_minor: number; won: number }[] {
  const credits = new Map<string, { revenue_minor: number; won: number }>();
  for (const { minor, points } of won) {
    for (const one of partsOf(minor, points, model)) {
      const credit = credits.get(one.point);
      if (credit) {
        credit.revenue_minor += one.minor;
        credit.won += one.share;
      } else credits.set(one.point, { revenue_minor: one.minor, won: one.share });
    }
  }
  return [...credits]
    .map(([point, credit]) => ({ point, ...credit }))
    .toSorted((a, b) => b.revenue_minor - a.revenue_minor || b.won - a.won || a.point.localeCompare(b.point));
}

/** How one won lead is shared among its touchpoints under a model; whoever has no share is not there. */
export function partsOf(minor: number, points: readonly string[], model: AttributionModel) {
  const known = points.length > 0 ? points : ["unknown"];
  // One of them has it all: nothing is to be shared out.
  if (model === "first" || model === "last")
    return [{ point: known.at(model === "first" ? 0 : -1) ?? "", minor, share: 1 }];
  const weights = weightsOf[model](known.length);
  const sum = weights.reduce((all, one) => all + one, 0);
  const shares = shareOut(minor, weights);
  return known.map((point, nth) => ({ point, minor: shares[nth] ?? 0, share: (weights[nth] ?? 0) / sum }));
}
