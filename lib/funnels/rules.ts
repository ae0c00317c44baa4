import { narrowedBy } from "@/lib/analytics/rules";
import { type Funnel, type Reached, STAGES } from "./schema";

export const funnelDefinitions = {
  ...narrowedBy,
  arrived:
    "Leads that were created on a day of the period in the organization's time zone, and are neither deleted nor merged into another.",
  reached:
    "Of those, the ones that ever stood in this status or in one behind it. Converted are those that are clients today: an undone conversion does not count.",
  lost: "Of those, the ones that stand at lost or unqualified today.",
  rate_from_previous: "Leads that reached the stage divided by those that reached the stage before.",
  rate_from_start: "Leads that reached the stage divided by those that arrived.",
  by_source: "By the words with which the lead came; 'No source' without any.",
  by_rep: "By the lead's owner today.",
  previous: "The same for as many days that end the day before.",
} as const;

export const lifecycleDefinitions = {
  ...narrowedBy,
  moves: "Changes of status on a day of the period, undone ones too, with how many different leads made them.",
  time_in_stage:
    "How long a lead had stood in a status when it left it on a day of the period. Mean, median and 90th percentile, in days.",
  now: "Leads that are neither deleted nor merged, by their status today, and how long the one in the middle has stood there.",
  cohorts: "Leads by the week in which they arrived, and how many of each week reached a stage since.",
  arrived: funnelDefinitions.arrived,
  previous: funnelDefinitions.previous,
  reached: funnelDefinitions.reached,
} as const;

/** The stages of a funnel with what went on from each to the next. Everybody who arrived is new. */
export function stagesOf(sums: Reached): Funnel["stages"] {
  const shown = STAGES.filter((stage) => stage !== "enriched");
  const leads = shown.map((stage) => (stage === "new" ? sums.arrived : sums[stage]));
  return shown.map((status, nth) => ({
    status,
    leads: leads[nth] ?? 0,
    rate_from_previous: nth === 0 ? null : rate(leads[nth], leads[nth - 1]),
    rate_from_start: nth === 0 ? null : rate(leads[nth], sums.arrived),
  }));
}

const rate = (part = 0, whole = 0) => (whole === 0 ? null : part / whole);
