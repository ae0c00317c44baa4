import { z } from "zod";
import { getConversationDetail, listConversations } from "@/lib/conversations/queries";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { longestCursor } from "@/lib/core/schema";
import { listQueue } from "@/lib/queues/queries";
import { listUnmatched } from "@/lib/received/unmatched-queries";
import { loadLead } from "./lead-page";
import { pageInput, queryText, type SearchParams } from "./page-input";
import { requireContext } from "./session";

const inboxQuery = z.strictObject({
  view: z.enum(["replies", "needs-reply", "awaiting-reply", "unmatched"]).default("replies"),
  of: z.enum(["all", "mine"]).default("all"),
  cursor: z.string().max(longestCursor).optional(),
  thread: z.uuid().optional(),
});
export type InboxQuery = z.output<typeof inboxQuery>;

const shownAtOnce = 50;

/** What the inbox shows: one list, how much stands in the others, and the conversation that is open. */
export async function loadInbox(searchParams: SearchParams) {
  const ctx = await requireContext();
  const { input, query } = pageInput(inboxQuery, searchParams);
  const owner = input.of === "mine" ? ctx.actor.userId : null;
  const { list, counts } = await read(ctx, "communications:read", async (tx) => {
    const asked = { limit: shownAtOnce, owner };
    const at = (view: InboxQuery["view"]) => ({ ...asked, cursor: view === input.view ? input.cursor : undefined });
    const [replies, needs, awaiting, unmatched] = await Promise.all([
      listConversations(tx, at("replies")),
      listQueue(tx, "needs-reply", at("needs-reply"), ctx.now),
      listQueue(tx, "awaiting-reply", at("awaiting-reply"), ctx.now),
      listUnmatched(tx, ctx.actor, at("unmatched")),
    ]);
    const count = (page: { total?: number; total_at_least?: number }) => page.total ?? `${page.total_at_least}+`;
    return {
      list: { replies, "needs-reply": needs, "awaiting-reply": awaiting, unmatched },
      counts: { "needs-reply": count(needs), "awaiting-reply": count(awaiting), unmatched: unmatched.total },
    };
  });
  const open = input.thread ? await openConversation(ctx, input.thread) : null;
  return { ctx, input, text: queryText(query), list, counts, open };
}

// An old link to a conversation that is not here opens the list.
async function openConversation(ctx: Context, id: string) {
  try {
    const conversation = await read(ctx, "communications:read", (tx) => getConversationDetail(tx, id));
    const { lead, name, contactability, timeline, messages } = await loadLead(conversation.lead_id);
    return { conversation, lead, name, contactability, touches: timeline.touches, messages };
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
