import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { archiveRuleCommandSchema } from "./schema";
import { lockRule, updateArchived } from "./store";

/** Takes a rule out of use for good; the leads it gave keep their owners and their record. */
export const archiveRule = defineCommand({
  name: "archiveRule",
  permission: "assignment:write",
  input: archiveRuleCommandSchema,
  run: async (tx, { rule_id }, ctx) => {
    const rule = await lockRule(tx, rule_id);
    await updateArchived(tx, rule_id, ctx.now);
    await emit(tx, ctx, [{ kind: "assignment_rule.archived", subjects: { rule_id }, payload: { name: rule.name } }]);
    return { id: rule_id };
  },
});
