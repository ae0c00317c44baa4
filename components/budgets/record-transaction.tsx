"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import type { BudgetAccount, BudgetTransaction } from "@/lib/budgets/schema";
import { FormDialog, useFields } from "./form-dialog";
import { amountHint, signedMoney, typedAmount } from "./money-words";

type RecordTransactionProps = {
  record: SettingsAction<Record<string, unknown>, BudgetTransaction>;
  accounts: BudgetAccount[];
  sources: { id: string; name: string }[];
  today: string;
};

// Which way the money goes, beside what the ledger calls it.
const WAYS = [
  { value: "spend", label: "Spend, takes money out", kind: "spend", sign: -1 },
  { value: "allocation", label: "Allocation, adds money", kind: "allocation", sign: 1 },
  { value: "refund", label: "Refund, money came back", kind: "refund", sign: 1 },
  { value: "more", label: "Adjustment upwards", kind: "adjustment", sign: 1 },
  { value: "less", label: "Adjustment downwards", kind: "adjustment", sign: -1 },
] as const;

/** One more row of the money ledger. */
export function RecordTransaction({ record, accounts, sources, today }: RecordTransactionProps) {
  const form = useFields({
    account: accounts[0]?.id ?? "",
    way: "spend",
    amount: "",
    day: today,
    source: "",
    reason: "",
  });
  const [unread, setUnread] = useState<string | null>(null);
  const action = useAction(record, (stored) => {
    showToast({
      message: `Number ${stored.seq}: ${stored.account.name} stands at ${signedMoney(stored.balance_after_minor, stored.currency)}`,
    });
    form.close();
  });
  const { fields, set } = form;
  const currency = accounts.find((one) => one.id === fields.account)?.currency ?? "USD";
  const errors = action.problem?.errors;
  const submit = () => {
    const amount = typedAmount(fields.amount, currency);
    setUnread("problem" in amount ? amount.problem : null);
    if ("problem" in amount) return;
    const { kind, sign } = WAYS.find((one) => one.value === fields.way) ?? WAYS[0];
    action.run({
      account_id: fields.account,
      kind,
      amount_minor: sign * amount.minor,
      occurred_on: fields.day,
      source_id: fields.source || null,
      reason: fields.reason,
    });
  };
  return (
    <FormDialog
      {...form}
      title="Record transaction"
      submit="Record"
      primary
      busy={action.busy}
      problem={errors?.length ? null : (action.problem?.detail ?? null)}
      onSubmit={submit}
    >
      <Field label="Account">
        {(ids) => (
          <Select
            {...ids}
            value={fields.account}
            options={accounts.map((one) => ({ value: one.id, label: one.name }))}
            onChange={set("account")}
          />
        )}
      </Field>
      <Field label="What happened">
        {(ids) => <Select {...ids} value={fields.way} options={WAYS} onChange={set("way")} />}
      </Field>
      <Field label="Amount" error={unread ?? errorAt(errors, "amount_minor")} hint={amountHint(currency)}>
        {(ids) => <Input {...ids} inputMode="decimal" value={fields.amount} onChange={set("amount")} />}
      </Field>
      <Field label="Day" error={errorAt(errors, "occurred_on")}>
        {(ids) => <Input {...ids} type="date" value={fields.day} max={today} onChange={set("day")} />}
      </Field>
      <Field label="For the source" error={errorAt(errors, "source_id")}>
        {(ids) => (
          <Select
            {...ids}
            value={fields.source}
            options={[{ value: "", label: "No source" }, ...sources.map((one) => ({ value: one.id, label: one.name }))]}
            onChange={set("source")}
          />
        )}
      </Field>
      <Field label="Reason" error={errorAt(errors, "reason")}>
        {(ids) => <Textarea {...ids} value={fields.reason} maxLength={500} onChange={set("reason")} />}
      </Field>
    </FormDialog>
  );
}
