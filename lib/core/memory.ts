import type { OrgTx } from "@/db/tenant";

/** Until the end of the transaction, what is sorted, joined and summed is so in memory: with that of a request, hundreds of thousands of rows go over the disk. */
export const takeMemory = (tx: OrgTx): void => tx.along(tx.sql`select set_config('work_mem', '64MB', true)`);
