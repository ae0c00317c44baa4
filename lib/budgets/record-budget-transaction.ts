import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { dayIn } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { getSource } from "@/lib/sources/queries";
import { getBudgetTransaction } from "./queries";
import { type BudgetTransaction, recordBudgetTransactionInputSchema } from "./schema";
import { insertTransactions } from "./store";

/** One more row of the money ledger. It is never altered: what was wrong is reversed, once, by a row of its own. */
export const recordBudgetTransaction = defineCommand({
  name: "recordBudgetTransaction",
  permission: "budget:write",
  input: recordBudgetTransactionInputSchema,
  run: async (tx, input, ctx): Promise<BudgetTransaction> => {
    const { account_id, kind, amount_minor = null, source_id, reverses_id = null, reason } = input;
    const today = dayIn(ctx.now, ctx.timezone);
    const day = input.occurred_on ?? today;
    if (day > today)
      throw invalid(
        "occurred_on",
        "The ledger holds only money that has been spent already. Give a day that is not in the future.",
      );
    if (source_id) await getSource(tx, source_id);
    const id = newId();
    const by = ctx.actor.userId;
    await insertTransactions(tx, [
      { id, account_id, kind, amount_minor, day, source_id, reverses_id, reason, by, at: ctx.now },
    ]);
    const stored = await getBudgetTransaction(tx, id);
    const { seq, amount_minor: amount, currency } = stored;
    await emit(tx, ctx, [
      {
        kind: "budget_transaction.recorded",
        subjects: { transaction_id: id, account_id },
        payload: { seq, kind, amount_minor: amount, currency, reverses_id, reason },
      },
    ]);
    return stored;
  },
});
