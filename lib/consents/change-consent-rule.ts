import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getConsentRule } from "./queries";
import { changeConsentRuleInputSchema } from "./schema";
import { updateConsentRule } from "./store";

/** Switches whether outreach needs a granted consent or another basis, for the whole organization. */
export const changeConsentRule = defineCommand({
  name: "changeConsentRule",
  permission: "dnc:remove",
  input: changeConsentRuleInputSchema,
  run: async (tx, { require_consent }, ctx): Promise<{ require_consent: boolean }> => {
    const before = await getConsentRule(tx);
    if (before.require_consent === require_consent) return before;
    await updateConsentRule(tx, require_consent, ctx.now);
    const changes = { require_consent: { old: before.require_consent, new: require_consent } };
    await emit(tx, ctx, [{ kind: "organization.changed", payload: { changes } }]);
    return { require_consent };
  },
});
