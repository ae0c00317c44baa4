import { notFound, redirect } from "next/navigation";
import type { LeadListProps } from "@/components/leads/lead-list";
import { LEAD_ORDERS, leadQuery, viewHref } from "@/components/leads/lead-query";
import { listMembers } from "@/lib/accounts/queries";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { readInLine } from "@/lib/core/read-in-line";
import { dotAnswers } from "@/lib/guard/verdict-rules";
import { listLeads } from "@/lib/leads/list-queries";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { assessLeads } from "@/lib/outreach/assess-lead";
import { findListHabit, getSavedView, listSavedViews } from "@/lib/saved-views/queries";
import { listTagColours } from "@/lib/tags/queries";
import { checkIds } from "./asked";
import { listActions } from "./list-actions";
import { pageInput, type SearchParams } from "./page-input";
import { requireContext } from "./session";

// The address of a list grows no tabs beyond these; the palette finds the rest.
const mostTabs = 40;

/** What the lead list is drawn with at first. */
export async function loadLeadList(params: SearchParams): Promise<LeadListProps> {
  const ctx = await requireContext();
  await openView(ctx, params);
  const { input, query } = pageInput(listLeadsInputSchema, params);
  const filters = {
    ...input,
    filter: query.filter ?? null,
    sort: LEAD_ORDERS.find((one) => one === input.sort) ?? null,
  };
  const how = input.q || input.filter ? readInLine : read;
  return how(ctx, "leads:read", async (tx) => {
    const [page, members, views, habit, tagColours] = await Promise.all([
      listLeads(tx, ctx, { ...input, limit: 50 }),
      listMembers(tx),
      listSavedViews(tx, { limit: mostTabs }, ctx.actor),
      findListHabit(tx, ctx.actor),
      listTagColours(tx),
    ]);
    const ids = page.data.map((lead) => lead.id);
    const answers = (await assessLeads(tx, ids, ctx)).map((one) => [one.lead_id, dotAnswers(one.channels)]);
    return {
      first: { query: leadQuery(filters), page, verdicts: Object.fromEntries(answers), asOf: ctx.now.toISOString() },
      people: members.map(({ user_id: id, name }) => ({ id, name })),
      userId: ctx.actor.userId,
      mayExport: mayDo(ctx.actor.role, ctx.actor.scopes, "leads:export"),
      views: views.data,
      ownColumns: habit.columns,
      tagColours,
      actions: listActions,
    };
  });
}

/** A link to a view leads to its whole address; to one that is private or gone, to the page that says so. */
async function openView(ctx: Context, params: SearchParams): Promise<void> {
  const asked = typeof params.view === "string" ? params.view : undefined;
  if (asked === "all") return;
  const bare = Object.keys(params).length === 0;
  if (asked === undefined && !bare) return;
  const view = await findView(ctx, asked);
  if (view === null) return;
  const href = viewHref(view);
  if (bare || (Object.keys(params).length === 1 && Object.keys(view.query).length > 0)) redirect(href);
}

async function findView(ctx: Context, asked: string | undefined) {
  try {
    if (asked !== undefined) checkIds({ id: asked });
    return await read(ctx, "leads:read", async (tx) => {
      const id = asked ?? (await findListHabit(tx, ctx.actor)).view_id;
      return id === null ? null : getSavedView(tx, id, ctx.actor);
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
