import type { OrgTx } from "@/db/tenant";
import { databaseErrorCode } from "@/lib/core/database-errors";
import { invalid } from "@/lib/core/errors";
import { SEARCH_CANDIDATES } from "./condition-rules";
import type { LeadCondition } from "./rules";

/** How long the conditions of a tree may take, in milliseconds. */
const MOST_TIME = 3000;

/**
 * Asks with a tree of conditions: planned for its very values, within a time, and only when each part of a text is found in few enough
 * leads to be answered in full. Throws INVALID that says what to change.
 */
export async function askWithFilter<T>(tx: OrgTx, { parts }: LeadCondition, ask: () => Promise<T>): Promise<T> {
  tx.along(boundQuestions(tx, MOST_TIME));
  try {
    await checkParts(tx, parts);
    return await ask();
  } catch (error) {
    if (databaseErrorCode(error) !== "57014") throw error;
    throw invalid(
      "filter",
      "These conditions look through too many leads to be answered in time. Add one on status, owner, tags, score or a date.",
    );
  }
}

/** For the rest of the transaction: a longest time, and plans for the values at hand, since a tree is asked in this form once. */
export const boundQuestions = (tx: OrgTx, milliseconds: number) =>
  tx.sql`select set_config('statement_timeout', ${String(milliseconds)}, true), set_config('plan_cache_mode', 'force_custom_plan', true)`;

async function checkParts(tx: OrgTx, parts: string[]): Promise<void> {
  const counts = parts.map(
    (part) => tx.sql<{ found: number }[]>`
      select count(*)::int as found from search_leads(${part}, ${SEARCH_CANDIDATES + 1})`,
  );
  for (const [nth, [row]] of (await Promise.all(counts)).entries()) {
    if ((row?.found ?? 0) <= SEARCH_CANDIDATES) continue;
    throw invalid(
      "filter",
      `"${parts[nth]}" is found in more than ${SEARCH_CANDIDATES.toLocaleString("en")} leads. Give more of the text.`,
    );
  }
}
