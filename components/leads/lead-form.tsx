"use client";

import { startTransition, useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import type { Lead } from "@/lib/leads/schema";
import type { Problem } from "@/lib/outreach/schema";
import { PossibleDuplicates } from "./possible-duplicates";

/** What the action answers when it did not go on to the lead: the problem and what was typed. */
export type LeadFormState = {
  problem?: Problem;
  typed?: Record<string, string>;
  duplicates?: { id: string; name: string; same: string[] }[];
};

export type LeadFormProps = {
  /** Given: edit it. */
  lead?: Lead;
  action: (state: LeadFormState, form: FormData) => Promise<LeadFormState>;
  people?: { id: string; name: string }[];
  cancelHref: string;
};

/** Create or edit; a native form that posts before hydration, tells errors per field and keeps what was typed. */
export function LeadForm({ lead, action, people = [], cancelHref }: LeadFormProps) {
  const [state, submit, busy] = useActionState(action, {});
  const typed = state.typed ?? (lead ? typedFrom(lead) : {});
  const part = { typed, errors: state.problem?.errors };
  return (
    <form
      action={submit}
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        const form = new FormData(event.currentTarget);
        startTransition(() => submit(form));
      }}
    >
      {lead ? <input type="hidden" name="lead_id" value={lead.id} /> : null}
      {lead ? <input type="hidden" name="if_version" value={lead.version} /> : null}
      {state.problem ? <Note tone="bad">{problemWords(state.problem)}</Note> : null}
      {state.duplicates?.length ? <PossibleDuplicates duplicates={state.duplicates} /> : null}
      <div className="pair">
        {TEXT_FIELDS.map((field) => (
          <TextField key={field.name} {...field} {...part} />
        ))}
        {people.length > 0 ? (
          <Field label="Owner" error={errorAt(part.errors, "owner_id")}>
            {(ids) => (
              <Select
                {...ids}
                name="owner_id"
                defaultValue={typed.owner_id ?? ""}
                options={[
                  { value: "", label: "Nobody" },
                  ...people.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            )}
          </Field>
        ) : null}
      </div>
      <Field label="Tags" error={errorAt(part.errors, "tags")} hint="Separated by commas">
        {(ids) => <Input {...ids} name="tags" autoComplete="off" defaultValue={typed.tags ?? ""} />}
      </Field>
      <div className="row">
        <Button type="submit" variant="primary" size="form" busy={busy}>
          {lead ? "Save lead" : "Add lead"}
        </Button>
        <ButtonLink href={cancelHref} size="form">
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}

type TextFieldSpec = { name: string; label: string; type?: string; autoComplete?: string; hint?: string };

const TEXT_FIELDS: TextFieldSpec[] = [
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

type PartProps = { typed: Record<string, string>; errors: Problem["errors"] };

function TextField({ name, label, type = "text", hint, typed, errors }: TextFieldSpec & PartProps) {
  return (
    <Field label={label} hint={hint} error={errorAt(errors, name)}>
      {(ids) => <Input {...ids} name={name} type={type} autoComplete="off" defaultValue={typed[name] ?? ""} />}
    </Field>
  );
}

function problemWords(problem: Problem): string {
  if (problem.code === "STALE") return `${problem.detail} What you typed is kept; reload to see the newer lead.`;
  return `Not saved. ${problem.errors?.length ? "Look at the marked fields." : problem.detail}`;
}

function typedFrom(lead: Lead): Record<string, string> {
  const { first_name, last_name, email, phone, linkedin, title, source, timezone } = lead;
  const texts = { first_name, last_name, email, phone, linkedin, title, source, timezone, company: lead.company?.name };
  const known = Object.entries(texts).map(([name, value]) => [name, value ?? ""]);
  return { ...Object.fromEntries(known), owner_id: lead.owner?.id ?? "", tags: lead.tags.join(", ") };
}
