import type { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import type { Filter } from "@/lib/filters/schema";
import { listLeads } from "@/lib/leads/list-queries";
import type { LeadPage } from "@/lib/leads/schema";
import { countLeads } from "./count-queries";
import { getSegmentFilter } from "./queries";
import type { listSegmentLeadsInputSchema, SegmentPreview } from "./schema";

const PREVIEWED = 10;

/** A page of the leads in a segment, as any list of leads. */
export async function listSegmentLeads(
  tx: OrgTx,
  ctx: Context,
  { id, ...page }: z.output<typeof listSegmentLeadsInputSchema>,
): Promise<LeadPage> {
  return listLeads(tx, ctx, { ...page, filter: await getSegmentFilter(tx, ctx, id) });
}

/** What conditions find before they are kept: how many, and who comes first. */
export async function previewSegment(tx: OrgTx, ctx: Context, filter: Filter): Promise<SegmentPreview> {
  const count = await countLeads(tx, ctx, { filter });
  const page = await listLeads(tx, ctx, { filter, sort: "-last_contacted_at", limit: PREVIEWED });
  return { ...count, data: page.data };
}
