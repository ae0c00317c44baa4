"use server";

import { toAction } from "@/app/_adapters/action";
import { archiveRule } from "@/lib/assignment-rules/archive-rule";
import { saveRule } from "@/lib/assignment-rules/save-rule";

const revalidate = "/settings/assignment";

export async function saveRuleAction(raw: unknown) {
  return toAction(saveRule, { revalidate })(raw);
}

export async function archiveRuleAction(ruleId: string) {
  return toAction(archiveRule, { revalidate })({ rule_id: ruleId });
}
