"use client";

import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { errorAt, Field, type FieldProps } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select, type SelectProps } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { Organization } from "@/lib/home/schema";
import { type SettingsAction, useAction } from "./use-action";

type Options = SelectProps["options"];

type OrganizationFormProps = {
  organization: Organization;
  mayChange: boolean;
  choices: { timezones: Options; regions: Options; currencies: Options };
  change: SettingsAction<Record<string, string>, Organization>;
};

/** What the organization is called, whose clock it counts its days by, and what its numbers and amounts mean. */
export function OrganizationForm({ organization, mayChange, choices, change }: OrganizationFormProps) {
  const { run, busy, problem } = useAction(change, () => showToast({ message: "Organization saved" }));
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run(Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)])));
  };
  const wrong = (name: string) => errorAt(problem?.errors, name);
  return (
    <form className="grid grid-cols-1 max-w-3xl gap-4 p-4" noValidate onSubmit={save} aria-label="Organization">
      {mayChange ? null : <Note>Only an admin changes the organization.</Note>}
      {organization.recounting ? (
        <Note>
          The time zone is new: figures by day and hour are being counted anew, from a minute after the change.
        </Note>
      ) : null}
      {problem && !problem.errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
      <fieldset className="panel" disabled={!mayChange}>
        <header>
          <h2>Organization</h2>
        </header>
        <div className="form p-4 max-w-xl">
          <Field label="Name" hint="As everybody here sees it" error={wrong("name")}>
            {(ids) => <Input {...ids} name="name" autoComplete="organization" defaultValue={organization.name} />}
          </Field>
          <Choice
            label="Time zone"
            hint="A day of the figures begins and ends by this clock, and so does everybody's who has no zone of their own. After a change all figures are counted anew."
            error={wrong("timezone")}
            select={{ name: "timezone", defaultValue: organization.timezone, options: choices.timezones }}
          />
          <Choice
            label="Phone numbers without a country are from"
            hint="Numbers that are stored already stay as they are."
            error={wrong("default_region")}
            select={{ name: "default_region", defaultValue: organization.default_region, options: choices.regions }}
          />
          <Choice
            label="Currency"
            hint="Amounts in others are turned into it. Costs and bookings that are kept in another one already stay in it, and figures count them apart."
            error={wrong("base_currency")}
            select={{
              name: "base_currency",
              defaultValue: organization.base_currency,
              options: choices.currencies,
            }}
          />
          {mayChange ? (
            <div>
              <Button type="submit" variant="primary" size="form" busy={busy}>
                Save organization
              </Button>
            </div>
          ) : null}
        </div>
      </fieldset>
    </form>
  );
}

type ChoiceProps = Omit<FieldProps, "children"> & { select: SelectProps };

/** The kept value is among the choices even when their list does not know it. */
function Choice({ select, ...field }: ChoiceProps) {
  const kept = String(select.defaultValue);
  const known = select.options.some((one) => one.value === kept);
  const options = known ? select.options : [{ value: kept, label: kept }, ...select.options];
  return <Field {...field}>{(ids) => <Select {...ids} {...select} options={options} />}</Field>;
}
