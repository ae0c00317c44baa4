"use client";

import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LocalTime } from "@/components/ui/local-time";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { WholeCompany } from "@/lib/companies/schema";

type CompanyFactsProps = {
  company: WholeCompany;
  people: { id: string; name: string }[];
  update: SettingsAction<Record<string, string>>;
};

/** What is known of the company, to be changed where it stands. */
export function CompanyFacts({ company, people, update }: CompanyFactsProps) {
  const { run, busy, problem } = useAction(update, () => showToast({ message: "Company saved" }));
  const errors = problem?.errors;
  return (
    <aside className="aside" aria-label="Facts">
      <section>
        <h2>Company</h2>
        <form
          className="form pt-2"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const typed = new FormData(event.currentTarget);
            run(Object.fromEntries([...typed].map(([name, value]) => [name, String(value)])));
          }}
        >
          <input type="hidden" name="version" value={company.version} readOnly />
          {problem && !errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
          <Field label="Name" error={errorAt(errors, "name")}>
            {(ids) => <Input {...ids} name="name" autoComplete="off" defaultValue={company.name} />}
          </Field>
          <Field label="Domain" error={errorAt(errors, "domain")} hint="Whoever writes from there belongs here">
            {(ids) => <Input {...ids} name="domain" autoComplete="off" defaultValue={company.domain ?? ""} />}
          </Field>
          <Field
            label="Time zone"
            error={errorAt(errors, "timezone")}
            hint="Such as Europe/Berlin; for people whose own is not known"
            aside={<LocalTime zone={company.timezone} />}
          >
            {(ids) => <Input {...ids} name="timezone" autoComplete="off" defaultValue={company.timezone ?? ""} />}
          </Field>
          <Field label="Owner" error={errorAt(errors, "owner_id")}>
            {(ids) => (
              <Select
                {...ids}
                name="owner_id"
                defaultValue={company.owner?.id ?? ""}
                options={[
                  { value: "", label: "Nobody" },
                  ...people.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            )}
          </Field>
          <div>
            <Button type="submit" variant="primary" size="form" busy={busy}>
              Save company
            </Button>
          </div>
        </form>
      </section>
    </aside>
  );
}
