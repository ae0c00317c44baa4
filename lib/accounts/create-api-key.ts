import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { mayDo } from "@/lib/core/permissions";
import { hashToken, mintToken } from "@/lib/core/tokens";
import { emit } from "@/lib/events/emit";
import { exceedsScopes, keyEnds } from "./rules";
import { createApiKeySchema } from "./schema";
import { insertApiKeys } from "./store";

/**
 * A key that acts as its maker, limited to `scopes` (none: everything they may). `key` is in this answer and nowhere else:
 * only its hash is stored.
 */
export const createApiKey = defineCommand({
  name: "createApiKey",
  permission: "api-keys:write",
  input: createApiKeySchema,
  run: async (tx, { name, scopes, expires_in_days }, ctx) => {
    const { role, scopes: held, userId } = ctx.actor;
    const beyond = scopes.find((scope) => !mayDo(role, held, scope));
    if (beyond || exceedsScopes(held, scopes)) {
      throw new AppError("FORBIDDEN", `A key may do at most what you may yourself${beyond ? ` (not ${beyond})` : ""}.`);
    }
    const key = mintToken("tl_");
    const stored = {
      id: newId(),
      user_id: userId,
      name,
      hash: hashToken(key),
      prefix: key.slice(0, 9),
      scopes,
      expires_at: keyEnds(ctx.now, expires_in_days),
      created_at: ctx.now,
    };
    await insertApiKeys(tx, [stored]);
    const payload = { name, scopes, prefix: stored.prefix };
    await emit(tx, ctx, [{ kind: "api_key.created", subjects: { user_id: userId, api_key_id: stored.id }, payload }]);
    return { id: stored.id, key, prefix: stored.prefix, expires_at: stored.expires_at?.toISOString() ?? null };
  },
});
