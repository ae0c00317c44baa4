import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { getBaseCurrency } from "@/lib/deals/queries";
import { emit } from "@/lib/events/emit";
import { listBudgetAccounts } from "./queries";
import { type BudgetAccount, openBudgetAccountInputSchema } from "./schema";
import { insertAccounts } from "./store";

/** Opens an account with nothing in it. Its currency stays. */
export const openBudgetAccount = defineCommand({
  name: "openBudgetAccount",
  permission: "budget:write",
  input: openBudgetAccountInputSchema,
  run: async (tx, { name, currency: given }, ctx): Promise<BudgetAccount> => {
    const currency = given ?? (await getBaseCurrency(tx));
    const [id] = await insertAccounts(tx, [{ id: newId(), name, currency, at: ctx.now }]);
    if (!id) throw new AppError("CONFLICT", `There is an account "${name}" already. Use that one, or another name.`);
    await emit(tx, ctx, [{ kind: "budget_account.opened", subjects: { account_id: id }, payload: { name, currency } }]);
    const account = (await listBudgetAccounts(tx)).find((one) => one.id === id);
    if (!account) throw new Error("The account was just opened");
    return account;
  },
});
