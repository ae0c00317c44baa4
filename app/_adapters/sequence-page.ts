import { notFound } from "next/navigation";
import { cache } from "react";
import { listMembers } from "@/lib/accounts/queries";
import { listCampaignNames } from "@/lib/campaigns/queries";
import { AppError } from "@/lib/core/errors";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { previewMove } from "@/lib/enrolling/queries";
import { countEnrollments, listEnrollments } from "@/lib/enrollments/queries";
import { listEnrollmentsInputSchema } from "@/lib/enrollments/schema";
import { listSegments } from "@/lib/segments/queries";
import { getForecast } from "@/lib/sequence-results/forecast-queries";
import { getResults } from "@/lib/sequence-results/result-queries";
import { forecastInputSchema } from "@/lib/sequence-results/schema";
import { listTriggerings } from "@/lib/sequence-triggers/queries";
import { getSequence, listVersions } from "@/lib/sequences/queries";
import { listTagNames } from "@/lib/tags/queries";
import { listTemplates } from "@/lib/templates/queries";
import { checkIds } from "./asked";
import { pageInput, queryText, type SearchParams } from "./page-input";
import { requireContext } from "./session";

export const SEQUENCE_TABS = ["steps", "people", "results", "versions"] as const;
export type SequenceTab = (typeof SEQUENCE_TABS)[number];

/** A sequence, what its builder offers, and what the open tab shows. */
export const loadSequence = cache(async (id: string) => {
  const ctx = await requireContext();
  try {
    checkIds({ id });
    return await read(ctx, "sequences:read", async (tx) => {
      const sequence = await getSequence(tx, id, ctx);
      const triggerings = await listTriggerings(tx, { sequence_id: id, limit: 50 });
      const [versions, results, moves, segments, members, tags, templates, campaigns] = await Promise.all([
        listVersions(tx, id),
        getResults(tx, id),
        previewMove(tx, id),
        listSegments(tx, ctx),
        listMembers(tx),
        listTagNames(tx),
        listTemplates(tx, ctx),
        listCampaignNames(tx),
      ]);
      return {
        ctx,
        sequence,
        versions,
        campaigns,
        results,
        moves,
        triggerings: triggerings.data,
        shared: segments.flatMap(({ id, name, visibility }) => (visibility === "public" ? [{ id, name }] : [])),
        segments: segments.map(({ id, name }) => ({ id, name })),
        templates: templates
          .filter((one) => one.shared)
          .map(({ id, name, channel }) => ({ id, name, channel: String(channel) })),
        context: { people: members.map(({ user_id, name }) => ({ id: user_id, name })), tags },
        mayWrite: mayDo(ctx.actor.role, ctx.actor.scopes, "sequences:write"),
      };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});

/** What the next days bring, also if so many began today as the address says; a number that is none counts as nobody. */
export async function loadForecast(id: string, { adding }: SearchParams) {
  const ctx = await requireContext();
  const asked = forecastInputSchema.safeParse({ id, ...(adding && { adding }) });
  const input = asked.success ? asked.data : { id, adding: 0 };
  const forecast = await read(ctx, "sequences:read", (tx) => getForecast(tx, input, ctx));
  return { forecast, adding: input.adding };
}

/** A page of the people of a sequence, of those whom the address asks for, and how many these are. */
export async function loadPeople(id: string, params: SearchParams) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listEnrollmentsInputSchema, { ...params, sequence_id: id });
  const { sequence_id: _, limit: __, cursor: ___, ...narrowed } = query;
  return read(ctx, "sequences:read", async (tx) => {
    const [{ data, next_cursor }, total] = await Promise.all([
      listEnrollments(tx, input, ctx.now),
      countEnrollments(tx, input),
    ]);
    const { sequence_id: ____, ...shown } = query;
    return { data, next_cursor, total, narrowed, query: queryText({ tab: "people", ...shown }) };
  });
}
