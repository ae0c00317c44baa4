import type { OrgTx } from "@/db/tenant";
import { atLeast, type Role } from "@/lib/core/permissions";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import type { LeadStatus, StatusMove } from "@/lib/leads/schema";

/** The moves that each status allows, and which of them this role may make: what a board lets fall where. */
export async function listAllMoves(tx: OrgTx, role: Role): Promise<Record<LeadStatus, StatusMove[]>> {
  const rows = await tx.sql<
    { from: LeadStatus; to: LeadStatus; needs_reason: boolean; min_role: Role; back_role: Role | null }[]
  >`
    select m.from_status as "from", m.to_status as "to", m.needs_reason, m.min_role, b.min_role as back_role
    from lead_status_transitions m
    left join lead_status_transitions b on b.from_status = m.to_status and b.to_status = m.from_status`;
  const movesFrom = (status: LeadStatus): StatusMove[] =>
    rows
      .filter((row) => row.from === status)
      .map(({ to, needs_reason, min_role, back_role }) => ({
        to,
        needs_reason,
        min_role,
        may: atLeast(role, min_role),
        may_return: back_role !== null && atLeast(role, back_role),
      }))
      .toSorted((a, b) => LEAD_STATUSES.indexOf(a.to) - LEAD_STATUSES.indexOf(b.to));
  return Object.fromEntries(LEAD_STATUSES.map((status) => [status, movesFrom(status)])) as Record<
    LeadStatus,
    StatusMove[]
  >;
}
