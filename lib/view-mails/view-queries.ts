import type { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { outreachAnalyticsInputSchema } from "@/lib/analytics/schema";
import { getCollisionReport } from "@/lib/compliance/collision-queries";
import { getComplianceReport } from "@/lib/compliance/queries";
import { collisionReportInputSchema, complianceInputSchema } from "@/lib/compliance/schema";
import type { Context } from "@/lib/core/context";
import { mayDo } from "@/lib/core/permissions";
import { getForecast } from "@/lib/forecasts/queries";
import { forecastInputSchema } from "@/lib/forecasts/schema";
import { getFunnel, getLifecycle } from "@/lib/funnels/queries";
import { funnelInputSchema } from "@/lib/funnels/schema";
import { mayAskFor } from "@/lib/organizations/team-queries";
import { getRanking } from "@/lib/rankings/queries";
import { rankingInputSchema } from "@/lib/rankings/schema";
import { getRoiReport, getSourcesReport } from "@/lib/returns/queries";
import { returnsInputSchema } from "@/lib/returns/schema";
import { ofMoney, withStages } from "./rules";
import type { View } from "./schema";

type Asked = Record<string, string>;
type Ask = {
  title: string;
  fits: (asked: Asked) => boolean;
  get: (tx: OrgTx, ctx: Context, asked: Asked) => Promise<object>;
};

function view<S extends z.ZodType>(
  title: string,
  schema: S,
  get: (tx: OrgTx, ctx: Context, input: z.output<S>) => Promise<object>,
): Ask {
  return {
    title,
    fits: (asked) => schema.safeParse(asked).success,
    get: (tx, ctx, asked) => get(tx, ctx, schema.parse(asked)),
  };
}

/** The pages of figures as rooms answer them. */
export const views: Record<View, Ask> = {
  outreach: view("Outreach", outreachAnalyticsInputSchema, getOutreachAnalytics),
  funnel: view("Funnel", funnelInputSchema, async (tx, ctx, input) => withStages(await getFunnel(tx, ctx, input))),
  lifecycle: view("Lifecycle", funnelInputSchema, getLifecycle),
  reps: view("Reps", rankingInputSchema, getRanking),
  sources: view("Sources", returnsInputSchema, getSourcesReport),
  roi: view("Return on cost", returnsInputSchema, getRoiReport),
  forecast: view("Forecast", forecastInputSchema, getForecast),
  collisions: view("Collisions", collisionReportInputSchema, getCollisionReport),
  compliance: view("Compliance", complianceInputSchema, getComplianceReport),
  me: view("My numbers", outreachAnalyticsInputSchema, (tx, ctx, input) =>
    getOutreachAnalytics(tx, ctx, { ...input, user_id: ctx.actor.userId }),
  ),
};

/** Whether this person may see the page with these filters: money and a colleague's own figures are not everybody's. */
export const maySee = async (tx: OrgTx, ctx: Context, name: View, asked: Asked): Promise<boolean> =>
  (!ofMoney(name) || mayDo(ctx.actor.role, ctx.actor.scopes, "budget:read")) &&
  (name !== "outreach" || mayAskFor(tx, ctx, asked));

/** What a page was asked, without its days: a mail tells those that have gone by since. What the page does not know is left out. */
export function filtersOf(name: View, query: string): Asked {
  const given = Object.fromEntries(new URLSearchParams(query));
  const known = Object.entries(given).filter(
    ([key, value]) =>
      key !== "from_date" && key !== "to_date" && key !== "compare" && views[name].fits({ [key]: value }),
  );
  return Object.fromEntries(known.toSorted(([a], [b]) => a.localeCompare(b)));
}
