import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { updateResolution } from "@/lib/outreach/store";
import { lockCollision } from "./queries";
import { resolveCollisionInputSchema } from "./schema";

/** What was made of a collision afterwards; null takes it back. The collision itself stays as it was found. */
export const resolveCollision = defineCommand({
  name: "resolveCollision",
  permission: "collisions:review",
  input: resolveCollisionInputSchema,
  run: async (tx, { collision_id, resolution }, ctx) => {
    const collision = await lockCollision(tx, collision_id);
    if (collision.resolution === resolution) return { collision_id, resolution };
    await updateResolution(tx, collision_id, resolution, ctx.now);
    await emit(tx, ctx, [
      {
        kind: "collision.resolved",
        leadId: collision.lead_id,
        subjects: { lead_id: collision.lead_id, collision_id },
        payload: { changes: { resolution: { old: collision.resolution, new: resolution } } },
      },
    ]);
    return { collision_id, resolution };
  },
});
