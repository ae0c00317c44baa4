import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { CURRENCIES } from "@/lib/deals/currency-rules";
import { UTM_KEYS } from "@/lib/deals/schema";
import type { Problem } from "@/lib/guard/schema";
import type { Typed } from "./lead-typed";

type TextFieldSpec = { name: string; label: string; type?: string; hint?: string; path?: string };
export type PartProps = { typed: Typed; errors: Problem["errors"] };

export const TEXT_FIELDS: TextFieldSpec[] = [
  { name: "first_name", label: "First name" },
  { name: "last_name", label: "Last name" },
  { name: "email", label: "Email", type: "email" },
  { name: "phone", label: "Phone", type: "tel" },
  { name: "linkedin", label: "LinkedIn" },
  { name: "title", label: "Title" },
  { name: "company", label: "Company" },
  { name: "source", label: "Source" },
  { name: "timezone", label: "Time zone", hint: "Such as Europe/Berlin" },
];
const UTM_LABELS: Record<(typeof UTM_KEYS)[number], string> = {
  utm_source: "Campaign source",
  utm_medium: "Campaign medium",
  utm_campaign: "Campaign",
  utm_term: "Search term",
  utm_content: "Content",
};

/** How a field of the lead is called in the form. */
export const FIELD_LABELS: Record<string, string> = {
  ...Object.fromEntries(TEXT_FIELDS.map(({ name, label }) => [name, label])),
  ...UTM_LABELS,
  owner_id: "Owner",
  tags: "Tags",
  estimated_value_minor: "Estimated value",
  expected_close_date: "Expected close",
  probability_override: "Probability",
};

export function TextField({ name, label, type = "text", hint, path = name, typed, errors }: TextFieldSpec & PartProps) {
  return (
    <Field label={label} hint={hint} error={errorAt(errors, path)}>
      {(ids) => <Input {...ids} name={name} type={type} autoComplete="off" defaultValue={typed[name] ?? ""} />}
    </Field>
  );
}

/** What the deal may be worth, when, and how likely; the campaign they came by is folded away while it is empty. */
export function DealFields({ predicted, ...part }: PartProps & { predicted: number | null }) {
  const { typed } = part;
  const hint = predicted === null ? "In percent" : `In percent; predicted ${Math.round(predicted * 100)} %`;
  return (
    <>
      <div className="pair">
        <div className="money">
          <TextField name="estimated_value" label="Estimated value" path="estimated_value_minor" {...part} />
          <Field label="Currency" error={errorAt(part.errors, "currency")}>
            {(ids) => <Select {...ids} name="currency" defaultValue={typed.currency ?? ""} options={currencyOptions} />}
          </Field>
        </div>
        <TextField name="expected_close_date" label="Expected close" type="date" {...part} />
        <TextField name="probability" label="Probability" path="probability_override" hint={hint} {...part} />
      </div>
      <details className="fold" open={UTM_KEYS.some((key) => typed[key])}>
        <summary>Campaign they came by</summary>
        <div className="pair">
          {UTM_KEYS.map((name) => (
            <TextField key={name} name={name} label={UTM_LABELS[name]} path="source_metadata" {...part} />
          ))}
        </div>
      </details>
    </>
  );
}

const currencyOptions = [{ value: "", label: "–" }, ...CURRENCIES.map((code) => ({ value: code, label: code }))];
