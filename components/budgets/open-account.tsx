"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { BudgetAccount } from "@/lib/budgets/schema";
import { CURRENCIES } from "@/lib/deals/currency-rules";
import { FormDialog, useFields } from "./form-dialog";

type OpenAccountProps = { open: SettingsAction<{ name: string; currency: string }, BudgetAccount>; currency: string };

/** Money set aside under a name, in one currency. */
export function OpenAccount({ open, currency }: OpenAccountProps) {
  const form = useFields({ name: "", currency });
  const action = useAction(open, (account) => {
    showToast({ message: `The account ${account.name} is open` });
    form.close();
  });
  const errors = action.problem?.errors;
  const general = errors?.length ? null : (action.problem?.detail ?? null);
  return (
    <FormDialog
      {...form}
      title="Open account"
      submit="Open account"
      busy={action.busy}
      problem={general}
      onSubmit={() => action.run(form.fields)}
    >
      <Field label="Name" error={errorAt(errors, "name")}>
        {(ids) => <Input {...ids} value={form.fields.name} maxLength={100} onChange={form.set("name")} />}
      </Field>
      <Field label="Currency" error={errorAt(errors, "currency")} hint="It stays as it is">
        {(ids) => (
          <Select {...ids} value={form.fields.currency} options={currencyOptions} onChange={form.set("currency")} />
        )}
      </Field>
    </FormDialog>
  );
}

export const currencyOptions = CURRENCIES.map((code) => ({ value: code, label: code }));
