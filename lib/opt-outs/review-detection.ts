import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { revokeEntry } from "@/lib/dnc-removals/store";
import { emit } from "@/lib/events/emit";
import { lockDetection } from "./queries";
import { type ReviewedDetection, reviewDetectionInputSchema } from "./schema";
import { insertReview } from "./store";

/** A person looks at what was detected: it stays for good, or it was wrong and ends with the reason. Undoing a legal word takes a manager. */
export const reviewDetection = defineCommand({
  name: "reviewDetection",
  permission: "dnc:write",
  input: reviewDetectionInputSchema,
  run: async (tx, { id, decision, reason }, ctx): Promise<ReviewedDetection> => {
    const entry = await lockDetection(tx, id);
    if (!entry.detected) {
      throw new AppError(
        "CONFLICT",
        "Somebody added this entry; it was not detected. To take it off, ask for its removal.",
      );
    }
    if (entry.reviewed || entry.revoked) {
      throw new AppError("CONFLICT", "Somebody decided this in the meantime. Reload to see how.");
    }
    if (decision === "undo" && entry.source === "keyword" && !atLeast(ctx.actor.role, "manager")) {
      throw new AppError("FORBIDDEN", "They sent one of the legal opt-out words. Only a manager may undo that.");
    }
    const by = ctx.actor.userId;
    const said = { entryId: id, reason: reason ?? null, by, at: ctx.now };
    await insertReview(tx, { ...said, decision: decision === "confirm" ? "confirmed" : "undone" });
    if (decision === "undo") await revokeEntry(tx, { ...said, reason: reason ?? "", secondApprover: null });
    const payload = { id, decision, reason: reason ?? null };
    await emit(tx, ctx, [{ kind: "dnc.reviewed", subjects: { dnc_entry_id: id }, payload }]);
    return { id, decision };
  },
});
