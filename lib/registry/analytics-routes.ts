import type { z } from "zod";
import {
  figureRowsSchema,
  outreachAnalyticsInputSchema,
  outreachAnalyticsSchema,
  outreachRowsInputSchema,
  outreachRowsSchema,
} from "@/lib/analytics/schema";
import {
  collisionReportInputSchema,
  collisionReportSchema,
  complianceInputSchema,
  complianceReportSchema,
  complianceRowsInputSchema,
} from "@/lib/compliance/schema";
import type { Permission } from "@/lib/core/permissions";
import { forecastInputSchema, forecastRowsInputSchema, forecastSchema } from "@/lib/forecasts/schema";
import { funnelInputSchema, funnelRowsInputSchema, funnelSchema, lifecycleSchema } from "@/lib/funnels/schema";
import { rankingInputSchema, rankingSchema } from "@/lib/rankings/schema";
import { returnRowsInputSchema, returnsInputSchema, roiReportSchema, sourcesReportSchema } from "@/lib/returns/schema";
import type { RestRoute } from "./rest-route";

const figures = (
  name: string,
  summary: string,
  query: z.ZodType,
  answer: z.ZodType,
  permission: Permission = "analytics:read",
): RestRoute => ({
  method: "get",
  path: `/api/analytics/${name}`,
  summary,
  permission,
  query,
  status: 200,
  answer,
  refusals: ["INVALID"],
});

export const analyticsRoutes: RestRoute[] = [
  figures(
    "outreach",
    "Attempts, conversations and responses over a period",
    outreachAnalyticsInputSchema,
    outreachAnalyticsSchema,
  ),
  figures("funnel", "How far the leads that arrived in a period came", funnelInputSchema, funnelSchema),
  figures(
    "lifecycle",
    "Moves between statuses, time in each, and arrivals by week",
    funnelInputSchema,
    lifecycleSchema,
  ),
  figures("reps", "Reps ranked by a reply rate drawn towards the team's", rankingInputSchema, rankingSchema),
  figures(
    "sources",
    "Where leads came from, and for who may see money what each cost",
    returnsInputSchema,
    sourcesReportSchema,
  ),
  figures(
    "roi",
    "Cost, revenue, payback and attribution over whole months",
    returnsInputSchema,
    roiReportSchema,
    "budget:read",
  ),
  figures(
    "collisions",
    "What was prevented, overridden and escaped",
    collisionReportInputSchema,
    collisionReportSchema,
  ),
  figures(
    "compliance",
    "The do-not-contact list, opt-outs and what was stopped",
    complianceInputSchema,
    complianceReportSchema,
  ),
  figures("forecast", "What of the pipeline will come, and past errors", forecastInputSchema, forecastSchema),
  figures("outreach/rows", "The touches behind a figure", outreachRowsInputSchema, outreachRowsSchema),
  ...[
    ["funnel", funnelRowsInputSchema, "The leads, or changes of status, behind a figure"] as const,
    ["forecast", forecastRowsInputSchema, "The leads of the pipeline behind a figure"] as const,
    ["collisions", complianceRowsInputSchema, "The collisions behind a figure"] as const,
    ["compliance", complianceRowsInputSchema, "The entries, leads or collisions behind a figure"] as const,
  ].map(([name, query, summary]) => figures(`${name}/rows`, summary, query, figureRowsSchema)),
  figures("roi/rows", "The clients or costs behind a figure", returnRowsInputSchema, figureRowsSchema, "budget:read"),
];
