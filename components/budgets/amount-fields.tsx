import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Problem } from "@/lib/guard/schema";
import { amountHint } from "./money-words";
import { currencyOptions } from "./open-account";

type Name = "amount" | "currency" | "note";
type AmountFieldsProps = {
  fields: Record<Name, string>;
  set: (name: Name) => (event: { target: { value: string } }) => void;
  /** why the amount could not be read */
  unread: string | null;
  errors: Problem["errors"];
};

/** What a cost came to: the amount, in which currency, and a word on it. */
export function AmountFields({ fields, set, unread, errors }: AmountFieldsProps) {
  return (
    <>
      <Field label="Amount" error={unread ?? errorAt(errors, "amount_minor")} hint={amountHint(fields.currency)}>
        {(ids) => <Input {...ids} inputMode="decimal" value={fields.amount} onChange={set("amount")} />}
      </Field>
      <Field label="Currency" error={errorAt(errors, "currency")}>
        {(ids) => <Select {...ids} value={fields.currency} options={currencyOptions} onChange={set("currency")} />}
      </Field>
      <Field label="Note" error={errorAt(errors, "note")}>
        {(ids) => <Input {...ids} value={fields.note} maxLength={500} onChange={set("note")} />}
      </Field>
    </>
  );
}
