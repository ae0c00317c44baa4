import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getContactPoint } from "./queries";
import { type ContactPoint, markSharedCommandSchema } from "./schema";
import { mayMark } from "./sharing-rules";
import { updateShared } from "./store";

/**
 * Says that many people share an address, wherever it stands, or takes that back. A touch to a shared address holds the slot of its lead
 * alone; who contacts another lead there is warned.
 */
export const markShared = defineCommand({
  name: "markShared",
  permission: "leads:write",
  input: markSharedCommandSchema,
  run: async (tx, { contact_point_id, shared }, ctx): Promise<ContactPoint> => {
    const point = await getContactPoint(tx, contact_point_id);
    if (point.shared === shared) return point;
    if (!mayMark(ctx.actor.role, shared, point.looks_shared)) {
      throw new AppError(
        "FORBIDDEN",
        "This does not look like a shared address. Marking it would let two colleagues contact one person; ask a manager.",
      );
    }
    await updateShared(tx, point.kind, point.normalized, shared, ctx.now);
    const { id, lead_id, kind, value } = point;
    await emit(tx, ctx, [
      {
        kind: "address.marked",
        leadId: lead_id ?? undefined,
        subjects: { contact_point_id: id },
        payload: { kind, value, changes: { shared: { old: point.shared, new: shared } } },
      },
    ]);
    return getContactPoint(tx, contact_point_id);
  },
});
