import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { updateReview } from "@/lib/outreach/store";
import { lockOverride } from "./queries";
import { reviewOverrideInputSchema } from "./schema";

/** A manager has looked at an override of somebody else; the first look counts, and saying it again changes nothing. */
export const reviewOverride = defineCommand({
  name: "reviewOverride",
  permission: "collisions:review",
  input: reviewOverrideInputSchema,
  run: async (tx, { override_id }, ctx) => {
    const override = await lockOverride(tx, override_id);
    if (override.user_id === ctx.actor.userId) {
      throw new AppError("FORBIDDEN", "This is your own override. Another manager or an admin looks at it.");
    }
    if (override.reviewed_at) return { override_id, reviewed: false };
    await updateReview(tx, override_id, ctx.actor.userId, ctx.now);
    const subjects = { lead_id: override.lead_id, override_id };
    await emit(tx, ctx, [{ kind: "override.reviewed", leadId: override.lead_id, subjects }]);
    return { override_id, reviewed: true };
  },
});
