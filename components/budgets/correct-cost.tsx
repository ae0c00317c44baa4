"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import { plainMoney } from "@/lib/deals/rules";
import type { SourceCost } from "@/lib/source-costs/schema";
import { AmountFields } from "./amount-fields";
import { EditDialog } from "./form-dialog";
import { typedAmount } from "./money-words";

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
  const general = errors?.length ? null : (correcting.problem?.detail ?? removing.problem?.detail ?? null);
  const submit = () => {
    const amount = typedAmount(fields.amount, fields.currency);
    setUnread("problem" in amount ? amount.problem : null);
    if ("problem" in amount) return;
    const { currency, note } = fields;
    correcting.run({ cost_id: row.id, amount_minor: amount.minor, currency, note: note || null });
  };
  return (
    <EditDialog
      open
      setOpen={close}
      title="Put a cost right"
      subtitle={`${row.source.name}, ${row.kind.replaceAll("_", " ")}, ${row.month}`}
      submit="Save"
      busy={correcting.busy}
      problem={general}
      onSubmit={submit}
      aside={
        <Button variant="danger" busy={removing.busy} onClick={() => removing.run({ cost_id: row.id })}>
          Take it away
        </Button>
      }
    >
      <AmountFields fields={fields} set={set} unread={unread} errors={errors} />
      <p className="hint">What it said before stays in the audit log.</p>
    </EditDialog>
  );
}
