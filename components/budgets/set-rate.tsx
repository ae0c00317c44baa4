"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { ExchangeRate } from "@/lib/exchange-rates/schema";
import { FormDialog, useFields } from "./form-dialog";
import { currencyOptions } from "./open-account";

type SetRateProps = { set: SettingsAction<Record<string, unknown>, ExchangeRate>; base: string; today: string };

/** What a currency is worth from a day on. */
export function SetRate({ set, base, today }: SetRateProps) {
  const form = useFields({ currency: base === "EUR" ? "USD" : "EUR", day: today, rate: "" });
  const action = useAction(set, (rate) => {
    showToast({ message: `1 ${rate.currency} is ${rate.rate} ${rate.base_currency} from ${rate.day} on` });
    form.close();
  });
  const { fields } = form;
  const errors = action.problem?.errors;
  const rate = Number(fields.rate.trim().replace(",", "."));
  return (
    <FormDialog
      {...form}
      title="Set rate"
      submit="Set rate"
      busy={action.busy}
      problem={errors?.length ? null : (action.problem?.detail ?? null)}
      onSubmit={() =>
        action.run({ currency: fields.currency, day: fields.day, rate: Number.isNaN(rate) ? fields.rate : rate })
      }
    >
      <Field label="Currency" error={errorAt(errors, "currency")}>
        {(ids) => (
          <Select
            {...ids}
            value={fields.currency}
            options={currencyOptions.filter((one) => one.value !== base)}
            onChange={form.set("currency")}
          />
        )}
      </Field>
      <Field label="From day" error={errorAt(errors, "day")} hint="It holds until the next one, 31 days at most">
        {(ids) => <Input {...ids} type="date" value={fields.day} max={today} onChange={form.set("day")} />}
      </Field>
      <Field label={`One ${fields.currency} in ${base}`} error={errorAt(errors, "rate")}>
        {(ids) => <Input {...ids} inputMode="decimal" value={fields.rate} onChange={form.set("rate")} />}
      </Field>
    </FormDialog>
  );
}
