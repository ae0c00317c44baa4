import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { getAssignmentRule } from "./queries";
import { type AssignmentRule, type SaveRuleInput, saveRuleCommandSchema } from "./schema";
import { insertRule, lockRule, replaceMembers, updateRule } from "./store";

/** Adds a rule behind the others, or changes the one that is named; STALE when somebody changed it since `if_version`. */
export const saveRule = defineCommand({
  name: "saveRule",
  permission: "assignment:write",
  input: saveRuleCommandSchema,
  run: async (tx, { rule_id, if_version, members, ...terms }, ctx): Promise<AssignmentRule> => {
    const rule = rule_id ? await lockRule(tx, rule_id) : null;
    if (rule && if_version !== undefined && if_version !== rule.version) {
      throw new AppError(
        "STALE",
        "Somebody changed this rule since you opened it. Reload, look at the change, and send yours again.",
      );
    }
    await refuseStrangers(tx, members);
    const id = rule?.id ?? newId();
    if (rule) await updateRule(tx, id, terms, ctx.now);
    else await insertRule(tx, id, terms, ctx.now);
    await replaceMembers(tx, id, members, ctx.now);
    const payload = { ...terms, members: members.length };
    const kind = rule ? "assignment_rule.changed" : "assignment_rule.created";
    await emit(tx, ctx, [{ kind, subjects: { rule_id: id }, payload }]);
    return getAssignmentRule(tx, id);
  },
});

async function refuseStrangers(tx: OrgTx, members: SaveRuleInput["members"]): Promise<void> {
  const ids = members.map((one) => one.user_id);
  const known = await tx.sql<
    { user_id: string }[]
  >`select user_id from memberships where active and user_id = any (${ids}::uuid[])`;
  if (known.length < ids.length)
    throw invalid("members", "One of these people is not an active member. Reload the page.");
}
