"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { COST_KINDS, type SourceCost } from "@/lib/source-costs/schema";
import { AmountFields } from "./amount-fields";
import { FormDialog, useFields } from "./form-dialog";
import { typedAmount } from "./money-words";

type RecordCostProps = {
  record: SettingsAction<Record<string, unknown>, SourceCost>;
  sources: { id: string; name: string }[];
  currency: string;
  month: string;
};

const KINDS = COST_KINDS.map((kind) => ({
  value: kind,
  label: kind.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase()),
}));

/** What a source cost in a month, by kind. */
export function RecordCost({ record, sources, currency, month }: RecordCostProps) {
  const form = useFields({ source: sources[0]?.id ?? "", month, kind: "advertising", amount: "", currency, note: "" });
  const [unread, setUnread] = useState<string | null>(null);
  const action = useAction(record, (cost) => {
    showToast({ message: `The cost of ${cost.source.name} in ${cost.month} is recorded` });
    form.close();
  });
  const { fields, set } = form;
  const errors = action.problem?.errors;
  const submit = () => {
    const amount = typedAmount(fields.amount, fields.currency);
    setUnread("problem" in amount ? amount.problem : null);
    if ("problem" in amount) return;
    const { source: source_id, month: of, kind, currency: code, note } = fields;
    action.run({ source_id, month: of, kind, amount_minor: amount.minor, currency: code, note: note || null });
  };
  return (
    <FormDialog
      {...form}
      title="Record cost"
      submit="Record"
      primary
      busy={action.busy}
      problem={errors?.length ? null : (action.problem?.detail ?? null)}
      onSubmit={submit}
    >
      <Field label="Source" error={errorAt(errors, "source_id")}>
        {(ids) => (
          <Select
            {...ids}
            value={fields.source}
            options={sources.map((one) => ({ value: one.id, label: one.name }))}
            onChange={set("source")}
          />
        )}
      </Field>
      <Field label="Month" error={errorAt(errors, "month")}>
        {(ids) => <Input {...ids} placeholder="2026-11" value={fields.month} onChange={set("month")} />}
      </Field>
      <Field label="Kind">
        {(ids) => <Select {...ids} value={fields.kind} options={KINDS} onChange={set("kind")} />}
      </Field>
      <AmountFields fields={fields} set={set} unread={unread} errors={errors} />
    </FormDialog>
  );
}
