import { AppError } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { listDncEntries } from "@/lib/dnc/list-queries";
import { getEntry } from "@/lib/dnc/queries";
import { shownValue } from "@/lib/dnc/rules";
import { listDncInputSchema } from "@/lib/dnc/schema";
import { findOpenRemoval, listOpenRemovals, listSteps } from "@/lib/dnc-removals/queries";
import { listDetections } from "@/lib/opt-outs/queries";
import { checkIds } from "./asked";
import { pageInput, queryText, type SearchParams } from "./page-input";
import { requireContext } from "./session";

/** What the do-not-contact page shows, in one transaction: the list, what waits for a person, and the entry that is open. */
export async function loadDncPage(searchParams: SearchParams) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listDncInputSchema, searchParams);
  const asked = typeof searchParams.entry === "string" ? searchParams.entry : null;
  const { page, detections, removals, open } = await read(ctx, "dnc:read", async (tx) => {
    const [page, detections, removals] = await Promise.all([
      listDncEntries(tx, input, ctx.now),
      listDetections(tx, { limit: 50 }),
      listOpenRemovals(tx),
    ]);
    return { page, detections, removals, open: asked ? await openEntry(asked) : null };

    async function openEntry(id: string) {
      try {
        checkIds({ id });
        const entry = await getEntry(tx, id);
        const [steps, request] = await Promise.all([listSteps(tx, id), findOpenRemoval(tx, id)]);
        return { entry: { ...entry, shown: shownValue(entry) }, steps, request };
      } catch (error) {
        // An old link to an entry that is not here opens the list.
        if (error instanceof AppError && error.code === "NOT_FOUND") return null;
        throw error;
      }
    }
  });
  const role = ctx.actor.role;
  return {
    input,
    text: queryText(query),
    page: { ...page, data: page.data.map((entry) => ({ ...entry, shown: shownValue(entry) })) },
    detections: {
      ...detections,
      data: detections.data.map((one) => ({ ...one, shown: shownValue({ ...one, lead: one.lead }) })),
    },
    asked: removals.length,
    open,
    me: { id: ctx.actor.userId, mayAsk: atLeast(role, "admin"), mayDecide: atLeast(role, "manager") },
  };
}
