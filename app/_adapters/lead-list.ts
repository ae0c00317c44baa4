import { redirect } from "next/navigation";
import type { LeadListProps } from "@/components/leads/lead-list";
import { LEAD_ORDERS, leadHref, leadQuery } from "@/components/leads/lead-query";
import { listMembers } from "@/lib/accounts/queries";
import { AppError } from "@/lib/core/errors";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { briefAnswers } from "@/lib/guard/verdict-rules";
import { listLeads } from "@/lib/leads/list-queries";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { assessLeads } from "@/lib/outreach/assess-lead";
import { pageInput, type SearchParams } from "./page-input";
import { requireContext } from "./session";

/** What the lead list is drawn with at first; a link with a place that is no longer known leads to the first page. */
export async function loadLeadList(params: SearchParams): Promise<LeadListProps> {
  const ctx = await requireContext();
  const { input, query } = pageInput(listLeadsInputSchema, params);
  const filters = {
    ...input,
    filter: query.filter ?? null,
    sort: LEAD_ORDERS.find((one) => one === input.sort) ?? null,
  };
  try {
    return await read(ctx, "leads:read", async (tx) => {
      const [page, members] = await Promise.all([listLeads(tx, ctx, { ...input, limit: 50 }), listMembers(tx)]);
      const ids = page.data.map((lead) => lead.id);
      const answers = (await assessLeads(tx, ids, ctx)).map((one) => [one.lead_id, briefAnswers(one.channels)]);
      return {
        first: { query: leadQuery(filters), page, verdicts: Object.fromEntries(answers), asOf: ctx.now.toISOString() },
        people: members.map(({ user_id: id, name }) => ({ id, name })),
        userId: ctx.actor.userId,
        mayExport: mayDo(ctx.actor.role, ctx.actor.scopes, "leads:export"),
      };
    });
  } catch (error) {
    if (input.cursor && error instanceof AppError && error.code === "INVALID") redirect(leadHref(filters, {}));
    throw error;
  }
}
