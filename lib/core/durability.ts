import type { OrgTx } from "@/db/tenant";

/**
 * The commit does not wait for the disk: after a crash of PostgreSQL the last of these may be gone, whole. Only for work that finds its place
 * in what it stores itself, so that it is done again, and has told nobody outside.
 */
export const commitSoon = (tx: OrgTx): void => tx.along(tx.sql`select set_config('synchronous_commit', 'off', true)`);
