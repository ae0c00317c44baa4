import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { emit } from "@/lib/events/emit";
import { listApiKeys } from "./queries";
import { idSchema } from "./schema";
import { revokeApiKeys } from "./store";

/** A key stops working at once: one's own, or as an admin anybody's. */
export const revokeApiKey = defineCommand({
  name: "revokeApiKey",
  permission: "api-keys:write",
  input: idSchema,
  run: async (tx, { id }, ctx) => {
    const userId = atLeast(ctx.actor.role, "admin") ? undefined : ctx.actor.userId;
    const key = (await listApiKeys(tx, { userId })).find((one) => one.id === id);
    if (!key) throw notFound("key");
    await revokeApiKeys(tx, [id], ctx.now);
    await emit(tx, ctx, [{ kind: "api_key.revoked", subjects: { user_id: key.user.id, api_key_id: id } }]);
    return { id };
  },
});
