import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { RuleTerms } from "./rules";
import type { AssignmentRule } from "./schema";

/** Every rule in the order they are asked, with its members and how many leads each got by it. */
export async function listAssignmentRules(tx: OrgTx): Promise<AssignmentRule[]> {
  return tx.sql<AssignmentRule[]>`
    select r.id, r.name, r.strategy, r.active, r.sources, r.statuses, r.hours, r.version,
      coalesce((select jsonb_agg(jsonb_build_object('user', jsonb_build_object('id', k.user_id, 'name', k.name), 'active', k.active,
          'daily_cap', m.daily_cap, 'assigned', (select count(*) from lead_assignments a where a.rule_id = r.id and a.to_user_id = m.user_id))
          order by m.id)
        from assignment_members m join memberships k on k.user_id = m.user_id where m.rule_id = r.id), '[]') as members
    from assignment_rules r where r.archived_at is null order by r.position, r.id`;
}

export async function getAssignmentRule(tx: OrgTx, id: string): Promise<AssignmentRule> {
  const found = (await listAssignmentRules(tx)).find((rule) => rule.id === id);
  if (!found) throw notFound("rule");
  return found;
}

export type ActiveRule = RuleTerms & { id: string; name: string };

/** The rules that give leads out, in the order they are asked. */
export const listActiveRules = (tx: OrgTx): Promise<ActiveRule[]> => tx.sql<ActiveRule[]>`
  select id, name, sources, statuses, hours from assignment_rules where active order by position, id`;
