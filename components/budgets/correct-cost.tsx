"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { plainMoney } from "@/lib/deals/rules";
import type { SourceCost } from "@/lib/source-costs/schema";
import { amountHint, typedAmount } from "./money-words";
import { currencyOptions } from "./open-account";

export type CostActions = {
  correct: SettingsAction<Record<string, unknown>, SourceCost>;
  remove: SettingsAction<{ cost_id: string }, { cost_id: string }>;
};
type CorrectCostProps = CostActions & { row: SourceCost; close: () => void };

/** Another amount, currency or note for a cost, or taking one away that never was. */
export function CorrectCost({ row, correct, remove, close }: CorrectCostProps) {
  const first = { amount: plainMoney({ minor: row.amount_minor, currency: row.currency }), currency: row.currency };
  const [fields, setFields] = useState({ ...first, note: row.note ?? "" });
  const [unread, setUnread] = useState<string | null>(null);
  const done = (message: string) => {
    showToast({ message });
    close();
  };
  const correcting = useAction(correct, () => done(`The cost of ${row.source.name} in ${row.month} is put right`));
  const removing = useAction(remove, () => done(`The cost of ${row.source.name} in ${row.month} is taken away`));
  const set = (name: keyof typeof fields) => (event: { target: { value: string } }) =>
    setFields((before) => ({ ...before, [name]: event.target.value }));
  const errors = correcting.problem?.errors;
  const general = errors?.length ? null : (correcting.problem?.detail ?? removing.problem?.detail);
  const submit = () => {
    const amount = typedAmount(fields.amount, fields.currency);
    setUnread("problem" in amount ? amount.problem : null);
    if ("problem" in amount) return;
    const { currency, note } = fields;
    correcting.run({ cost_id: row.id, amount_minor: amount.minor, currency, note: note || null });
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title="Put a cost right"
      subtitle={`${row.source.name}, ${row.kind.replaceAll("_", " ")}, ${row.month}`}
      width="s"
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="body">
          <Field label="Amount" error={unread ?? errorAt(errors, "amount_minor")} hint={amountHint(fields.currency)}>
            {(ids) => <Input {...ids} inputMode="decimal" value={fields.amount} onChange={set("amount")} />}
          </Field>
          <Field label="Currency" error={errorAt(errors, "currency")}>
            {(ids) => <Select {...ids} value={fields.currency} options={currencyOptions} onChange={set("currency")} />}
          </Field>
          <Field label="Note" error={errorAt(errors, "note")}>
            {(ids) => <Input {...ids} value={fields.note} maxLength={500} onChange={set("note")} />}
          </Field>
          <p className="hint">What it said before stays in the audit log.</p>
          {general ? (
            <p className="hint bad" role="alert">
              {general}
            </p>
          ) : null}
        </div>
        <footer>
          <Button variant="danger" busy={removing.busy} onClick={() => removing.run({ cost_id: row.id })}>
            Take it away
          </Button>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={correcting.busy}>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
