import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { listSegmentLeads } from "@/lib/segments/leads-queries";
import { listSegmentLeadsInputSchema } from "@/lib/segments/schema";
import { previewEnrollment } from "./queries";
import type { EnrollPreview } from "./schema";

/** What enrolling the first 200 leads of a segment would come to. */
export async function previewSegment(
  tx: OrgTx,
  { sequence_id, segment_id }: { sequence_id: string; segment_id: string },
  ctx: Context,
): Promise<EnrollPreview> {
  const page = await listSegmentLeads(tx, ctx, listSegmentLeadsInputSchema.parse({ id: segment_id, limit: 200 }));
  const lead_ids = page.data.map((lead) => lead.id);
  if (lead_ids.length === 0) return { ok: 0, skipped: 0, decide: 0, data: [] };
  return previewEnrollment(tx, { sequence_id, lead_ids }, ctx);
}
