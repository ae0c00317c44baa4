import { z } from "zod";
import type { Choice } from "@/components/analytics/analytics-filters";
import type { Sheet } from "@/components/analytics/sheet";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { listMembers } from "@/lib/accounts/queries";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { outreachAnalyticsInputSchema, periodFields } from "@/lib/analytics/schema";
import { countWorkingHours, getCalendar } from "@/lib/calendar/queries";
import { listCampaignNames } from "@/lib/campaigns/queries";
import { getCollisionReport } from "@/lib/compliance/collision-queries";
import { getComplianceReport } from "@/lib/compliance/queries";
import { collisionReportInputSchema, complianceInputSchema } from "@/lib/compliance/schema";
import type { Context } from "@/lib/core/context";
import type { read } from "@/lib/core/read";
import { getForecast } from "@/lib/forecasts/queries";
import { forecastInputSchema } from "@/lib/forecasts/schema";
import { getFunnel, getLifecycle } from "@/lib/funnels/queries";
import { funnelInputSchema } from "@/lib/funnels/schema";
import { getOwnGoals } from "@/lib/goals/queries";
import { CHANNELS } from "@/lib/guard/channel-rules";
import { fiscalYears, lastDays, lastMonths, type Period } from "@/lib/periods/rules";
import { getRanking } from "@/lib/rankings/queries";
import { rankingInputSchema } from "@/lib/rankings/schema";
import { getRoiReport, getSourcesReport } from "@/lib/returns/queries";
import { returnsInputSchema } from "@/lib/returns/schema";
import { listSourceNames } from "@/lib/sources/queries";
import { collisionsSheet } from "./collisions-sheet";
import { complianceSheet } from "./compliance-sheet";
import { forecastSheet } from "./forecast-sheet";
import { funnelSheet, lifecycleSheet } from "./funnel-sheets";
import { meSheet } from "./me-sheet";
import { pageInput, type SearchParams } from "./page-input";
import { repsSheet } from "./reps-sheet";
import { roiSheet } from "./roi-sheet";
import { campaignChoice, choiceOf, type Query, withCampaign } from "./sheet-parts";
import { sourcesSheet } from "./sources-sheet";

// The transaction as `read` hands it out: doors know its shape through the room, not the ground below.
type OrgTx = Parameters<Parameters<typeof read>[2]>[0];
export type Shown = {
  sheet: Sheet;
  days: { from: string; to: string } | null;
  choices: Choice[];
  kept: Query;
  presets: Period[];
};
type View = { title: string; show: (tx: OrgTx, ctx: Context, params: SearchParams) => Promise<Shown> };

const byDays = async (tx: OrgTx, ctx: Context) => [
  ...lastDays([7, 30, 90, 365], ctx),
  ...fiscalYears((await getCalendar(tx)).fiscal_year_start, ctx).slice(0, 1),
];
const byMonths = async (tx: OrgTx, ctx: Context) => [
  ...lastMonths([3, 12, 24], ctx),
  ...fiscalYears((await getCalendar(tx)).fiscal_year_start, ctx),
];
const asked = <S extends z.ZodType>(schema: S, params: SearchParams) => pageInput(schema, params).input;
const daysOf = (one: { from_date: string; to_date: string }) => ({ from: one.from_date, to: one.to_date });

async function peopleChoice(tx: OrgTx, value: string | undefined, label = "Rep") {
  const people = (await listMembers(tx)).map(({ user_id: id, name }) => ({ id, name }));
  return choiceOf("user_id", label, value, "All reps", people);
}
const channelChoice = (value: string | undefined) =>
  choiceOf(
    "method",
    "By which way",
    value,
    "All channels",
    CHANNELS.map((id) => ({ id, name: CHANNEL_NAMES[id] })),
  );

async function funnelChoices(tx: OrgTx, { source_id, user_id }: { source_id?: string; user_id?: string }) {
  const sources = [...(await listSourceNames(tx)), { id: "none", name: "No source" }];
  return [choiceOf("source_id", "Source", source_id, "All sources", sources), await peopleChoice(tx, user_id, "Owner")];
}

/** The pages of figures beside outreach: what each asks, and the sheet that it makes of the answer. */
export const analyticsViews: Record<string, View> = {
  funnel: {
    title: "Funnel",
    show: async (tx, ctx, params) => {
      const { source_id, user_id, ...input } = asked(funnelInputSchema, params);
      const funnel = await getFunnel(tx, ctx, { ...input, source_id, user_id, compare: "previous" });
      const kept = { source_id, user_id };
      return {
        sheet: funnelSheet(funnel, kept),
        days: daysOf(funnel),
        choices: await funnelChoices(tx, kept),
        kept,
        presets: await byDays(tx, ctx),
      };
    },
  },
  lifecycle: {
    title: "Lifecycle",
    show: async (tx, ctx, params) => {
      const { source_id, user_id, ...input } = asked(funnelInputSchema, params);
      const lifecycle = await getLifecycle(tx, ctx, { ...input, source_id, user_id, compare: "previous" });
      const kept = { source_id, user_id };
      return {
        sheet: lifecycleSheet(lifecycle, kept),
        days: daysOf(lifecycle),
        choices: await funnelChoices(tx, kept),
        kept,
        presets: await byDays(tx, ctx),
      };
    },
  },
  reps: {
    title: "Reps",
    show: async (tx, ctx, params) => {
      const input = asked(rankingInputSchema, params);
      const ranking = await getRanking(tx, ctx, { ...input, compare: "previous" });
      const minimum = choiceOf(
        "minimum",
        "Ranked from",
        String(input.minimum),
        "From 10 touches",
        [25, 50, 100].map((n) => ({ id: String(n), name: `From ${n} touches` })),
      );
      const kept = { method: input.method };
      return {
        sheet: repsSheet(ranking, kept),
        days: daysOf(ranking),
        choices: [channelChoice(input.method), minimum],
        kept: { ...kept, minimum: input.minimum === 10 ? undefined : String(input.minimum) },
        presets: await byDays(tx, ctx),
      };
    },
  },
  sources: {
    title: "Sources",
    show: async (tx, ctx, params) => {
      const report = await getSourcesReport(tx, ctx, { ...asked(returnsInputSchema, params), compare: "previous" });
      return {
        sheet: sourcesSheet(report),
        days: daysOf(report),
        choices: [],
        kept: {},
        presets: await byMonths(tx, ctx),
      };
    },
  },
  roi: {
    title: "Return on cost",
    show: async (tx, ctx, params) => {
      const report = await getRoiReport(tx, ctx, { ...asked(returnsInputSchema, params), compare: "previous" });
      return { sheet: roiSheet(report), days: daysOf(report), choices: [], kept: {}, presets: await byMonths(tx, ctx) };
    },
  },
  forecast: {
    title: "Forecast",
    show: async (tx, ctx, params) => {
      const forecast = await getForecast(tx, ctx, asked(forecastInputSchema, params));
      return { sheet: forecastSheet(forecast), days: null, choices: [], kept: {}, presets: [] };
    },
  },
  collisions: {
    title: "Collisions",
    show: async (tx, ctx, params) => {
      const { method, user_id, ...input } = asked(collisionReportInputSchema, params);
      const report = await getCollisionReport(tx, ctx, { ...input, method, user_id, compare: "previous" });
      const choices = [channelChoice(method), await peopleChoice(tx, user_id)];
      const kept = { method, user_id };
      return {
        sheet: collisionsSheet(report, kept),
        days: daysOf(report),
        choices,
        kept,
        presets: await byDays(tx, ctx),
      };
    },
  },
  compliance: {
    title: "Compliance",
    show: async (tx, ctx, params) => {
      const report = await getComplianceReport(tx, ctx, {
        ...asked(complianceInputSchema, params),
        compare: "previous",
      });
      return {
        sheet: complianceSheet(report),
        days: daysOf(report),
        choices: [],
        kept: {},
        presets: await byDays(tx, ctx),
      };
    },
  },
  me: {
    title: "My numbers",
    show: async (tx, ctx, params) => {
      const { from_date, to_date, campaign_id } = asked(outreachAnalyticsInputSchema, params);
      const user_id = ctx.actor.userId;
      const own = await getOutreachAnalytics(tx, ctx, {
        from_date,
        to_date,
        user_id,
        campaign_id,
        compare: "previous",
      });
      const days = daysOf(own);
      const hours = await countWorkingHours(tx, ctx, days);
      return {
        sheet: meSheet(own, user_id, { goals: await getOwnGoals(tx, ctx), hours }),
        days,
        choices: [],
        kept: {},
        presets: lastDays([7, 30, 90, 365], ctx),
      };
    },
  },
};

const campaignSchema = z.object({ campaign_id: periodFields.campaign_id });

/** A page of figures, for one campaign where one is chosen: the same choice on each, kept in every link. */
export async function showView(view: View, tx: OrgTx, ctx: Context, params: SearchParams): Promise<Shown> {
  const { campaign_id } = asked(campaignSchema, params);
  const shown = await view.show(tx, ctx, params);
  const choice = campaignChoice(campaign_id, await listCampaignNames(tx));
  return {
    ...shown,
    sheet: withCampaign(shown.sheet, campaign_id),
    choices: [...shown.choices, choice],
    kept: { ...shown.kept, campaign_id },
  };
}
