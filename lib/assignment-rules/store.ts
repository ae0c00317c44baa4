import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { SaveRuleInput } from "./schema";

type Terms = Omit<SaveRuleInput, "rule_id" | "if_version" | "members">;

/** Adds a rule behind all others. */
export async function insertRule(tx: OrgTx, id: string, terms: Terms, at: Date): Promise<void> {
  await tx.sql`
    insert into assignment_rules (id, name, active, sources, statuses, hours, position, created_at, updated_at)
    values (${id}, ${terms.name}, ${terms.active}, ${terms.sources}::text[], ${terms.statuses}::text[], ${hoursOf(terms)}::text::jsonb,
      (select coalesce(max(position), 0) + 1 from assignment_rules), ${at}, ${at})`;
}

export async function updateRule(tx: OrgTx, id: string, terms: Terms, at: Date): Promise<void> {
  await tx.sql`
    update assignment_rules set name = ${terms.name}, active = ${terms.active}, sources = ${terms.sources}::text[],
      statuses = ${terms.statuses}::text[], hours = ${hoursOf(terms)}::text::jsonb, version = version + 1, updated_at = ${at} where id = ${id}`;
}

const hoursOf = ({ hours }: Terms) => (hours ? JSON.stringify(hours) : null);

/** The members of a rule become these; who stays keeps the place in the rotation. */
export async function replaceMembers(
  tx: OrgTx,
  ruleId: string,
  members: SaveRuleInput["members"],
  at: Date,
): Promise<void> {
  const ids = members.map((one) => one.user_id);
  await tx.sql`delete from assignment_members where rule_id = ${ruleId} and not (user_id = any (${ids}::uuid[]))`;
  for (const { user_id, daily_cap } of members) {
    await tx.sql`
      insert into assignment_members (rule_id, user_id, daily_cap, turn, created_at, updated_at)
      values (${ruleId}, ${user_id}, ${daily_cap}, (select coalesce(max(turn), 0) from assignment_members where rule_id = ${ruleId}), ${at}, ${at})
      on conflict (org_id, rule_id, user_id) do update set daily_cap = excluded.daily_cap, updated_at = excluded.updated_at`;
  }
}

/** Locks a rule that is not archived; NOT_FOUND when it is not here. */
export async function lockRule(tx: OrgTx, id: string): Promise<{ id: string; name: string; version: number }> {
  const [row] = await tx.sql<{ id: string; name: string; version: number }[]>`
    select id, name, version from assignment_rules where id = ${id} and archived_at is null for no key update`;
  if (!row) throw notFound("rule");
  return row;
}

/** Takes a rule out of use; what it gave stays on record. */
export async function updateArchived(tx: OrgTx, id: string, at: Date): Promise<void> {
  await tx.sql`update assignment_rules set active = false, archived_at = ${at}, updated_at = ${at} where id = ${id}`;
}

/** The next in turn of a rule, counted; null when nobody of it is left for the day. */
export async function takeTurn(tx: OrgTx, ruleId: string, day: string): Promise<string | null> {
  const [row] = await tx.sql<{ user_id: string | null }[]>`select take_turn(${ruleId}, ${day}::text::date) as user_id`;
  return row?.user_id ?? null;
}
