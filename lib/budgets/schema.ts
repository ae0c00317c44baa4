import { z } from "zod";
import { daySchema, pageInputSchema } from "@/lib/core/schema";
import { currencySchema } from "@/lib/exchange-rates/schema";
import { monthSchema } from "@/lib/source-costs/schema";

export const TRANSACTION_KINDS = ["allocation", "spend", "refund", "adjustment", "reversal"] as const;

const person = z.object({ id: z.uuid(), name: z.string() });

export const openBudgetAccountInputSchema = z.strictObject({
  name: z
    .string({ error: "The name must be text." })
    .trim()
    .min(1, "Give the account a name.")
    .max(100, "The name is longer than 100 characters. Shorten it."),
  /** default: the organization's */
  currency: currencySchema.optional(),
});
export const budgetAccountSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  currency: z.string(),
  balance_minor: z.number().int(),
  /** the number of its newest transaction, which is how many there are */
  last_seq: z.number().int(),
  created_at: z.iso.datetime(),
});
export type BudgetAccount = z.infer<typeof budgetAccountSchema>;

const reason = z
  .string({ error: "The reason must be text." })
  .trim()
  .min(3, "Say what the money was for, in at least 3 characters.")
  .max(500, "The reason is longer than 500 characters. Shorten it.");

/**
 * `POST /api/budget/transactions`. The amount is signed, in the minor unit of the account's currency: an allocation and a refund add,
 * a spend takes. A reversal names what it reverses and takes its amount from there.
 */
export const recordBudgetTransactionInputSchema = z
  .strictObject({
    account_id: z.uuid("This is not the id of an account."),
    kind: z.enum(TRANSACTION_KINDS),
    amount_minor: z
      .number({ error: "The amount must be a number, in the currency's minor unit." })
      .int("The amount is counted in the currency's minor unit, without decimals.")
      .min(-1e15, "The amount is larger than can be kept.")
      .max(1e15, "The amount is larger than can be kept.")
      .optional(),
    /** default: today where the organization is */
    occurred_on: daySchema.refine((on) => on >= "1990-01-01", "The day lies before 1990. Check the year.").optional(),
    source_id: z.uuid("This is not the id of a source.").nullable().default(null),
    reverses_id: z.uuid("This is not the id of a transaction.").optional(),
    reason,
  })
  .superRefine(({ kind, amount_minor, reverses_id, source_id }, issues) => {
    const refuse = (path: string, message: string) => issues.addIssue({ code: "custom", path: [path], message });
    if (kind === "reversal") {
      if (!reverses_id) refuse("reverses_id", "Name the transaction that this reverses.");
      if (amount_minor !== undefined) refuse("amount_minor", "A reversal takes its amount from what it reverses.");
      if (source_id !== null) refuse("source_id", "A reversal takes its source from what it reverses.");
      return;
    }
    if (reverses_id) refuse("reverses_id", "Only a reversal reverses. Leave it out, or change the kind.");
    if (!amount_minor) return refuse("amount_minor", "The amount is missing, or nothing.");
    if (kind === "spend" && amount_minor > 0)
      refuse("amount_minor", "A spend takes money out: give the amount below zero.");
    if ((kind === "allocation" || kind === "refund") && amount_minor < 0) {
      refuse("amount_minor", `${kind === "refund" ? "A refund" : "An allocation"} adds money: give it above zero.`);
    }
  });

export const budgetTransactionSchema = z.object({
  id: z.uuid(),
  account: z.object({ id: z.uuid(), name: z.string() }),
  /** 1, 2, 3 within its account, without a gap */
  seq: z.number().int(),
  kind: z.enum(TRANSACTION_KINDS),
  amount_minor: z.number().int(),
  balance_before_minor: z.number().int(),
  balance_after_minor: z.number().int(),
  currency: z.string(),
  fx_rate: z.number(),
  base_currency: z.string(),
  base_amount_minor: z.number().int(),
  occurred_on: z.iso.date(),
  source: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  reverses_id: z.uuid().nullable(),
  reversed_by_id: z.uuid().nullable(),
  reason: z.string(),
  actor: person,
  created_at: z.iso.datetime(),
});
export type BudgetTransaction = z.infer<typeof budgetTransactionSchema>;

export const listBudgetTransactionsInputSchema = pageInputSchema.extend({
  account_id: z.uuid().optional(),
  /** none: what was spent for no source, as the month end counts it */
  source_id: z.union([z.uuid(), z.literal("none")]).optional(),
  kind: z.enum(TRANSACTION_KINDS).optional(),
  from_date: daySchema.optional(),
  to_date: daySchema.optional(),
});
export type ListBudgetTransactionsInput = z.output<typeof listBudgetTransactionsInputSchema>;

/** `GET /api/budget/reconciliation?month=`: default the last month that is over. */
export const reconcileInputSchema = z.strictObject({ month: monthSchema.optional() });
export const reconciliationSchema = z.object({
  month: z.string(),
  base_currency: z.string(),
  /** whether nothing differs */
  agrees: z.boolean(),
  /** by source and the currency they were kept in: what its costs say and what the ledger took out for it */
  sources: z.array(
    z.object({
      source: z.object({ id: z.uuid(), name: z.string() }).nullable(),
      /** that of the organization when they were kept: another one than above was its currency before */
      base_currency: z.string(),
      costs_minor: z.number().int(),
      ledger_minor: z.number().int(),
      difference_minor: z.number().int(),
    }),
  ),
  /** by account: its balance, and the sum and number of its transactions; they differ only when somebody wrote past the product */
  accounts: z.array(
    z.object({
      account: z.object({ id: z.uuid(), name: z.string() }),
      currency: z.string(),
      balance_minor: z.number().int(),
      transactions_minor: z.number().int(),
      transactions: z.number().int(),
      month_end_minor: z.number().int(),
      difference_minor: z.number().int(),
      gaps: z.number().int(),
    }),
  ),
  definitions: z.record(z.string(), z.string()),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;
