"use client";

import { TriangleAlert } from "lucide-react";
import { startTransition, useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import type { Problem } from "@/lib/guard/schema";
import type { Lead } from "@/lib/leads/schema";
import { PossibleDuplicates } from "./possible-duplicates";

/** What the action answers when it did not go on to the lead: the problem, or who may be the same person, and what was typed. */
export type LeadFormState = {
  problem?: Problem;
  typed?: Record<string, string>;
  duplicates?: { id: string; name: string; same: string[] }[];
  /** The lead as somebody else left it in the meantime; sending again saves over it. */
  newer?: Lead;
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
  const { newer } = state;
  const alike = state.duplicates?.length ? state.duplicates : null;
  return (
    <form
      action={submit}
      className="form max-w-3xl p-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        const form = new FormData(event.currentTarget);
        startTransition(() => submit(form));
      }}
    >
      {lead ? <input type="hidden" name="if_version" value={newer?.version ?? lead.version} /> : null}
      {lead && newer ? <NewerLead before={lead} now={newer} /> : null}
      {state.problem && !newer ? <Note tone="bad">{problemWords(state.problem)}</Note> : null}
      {alike ? <PossibleDuplicates duplicates={alike} /> : null}
      {alike ? <input type="hidden" name="anyway" value="1" /> : null}
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
          {lead ? (newer ? "Save over it" : "Save lead") : alike ? "Add anyway" : "Add lead"}
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

/** What somebody else changed since the form was opened: what was typed stays, and may be saved over it knowingly. */
function NewerLead({ before, now }: { before: Lead; now: Lead }) {
  const [was, is] = [typedFrom(before), typedFrom(now)];
  const changed = [...TEXT_FIELDS, { name: "tags", label: "Tags" }].filter(({ name }) => was[name] !== is[name]);
  return (
    <div className="note bad alert" role="alert">
      <TriangleAlert className="i" aria-hidden="true" />
      <div className="lines">
        <p className="m">Not saved. Somebody changed this lead since you opened it. What you typed is kept.</p>
        {changed.map(({ name, label }) => (
          <p key={name}>
            {label}: {is[name] ? `now “${is[name]}”` : "now empty"}
          </p>
        ))}
        <p>
          Take over what you want to keep, then save over it, or{" "}
          <a className="link" href={`/leads/${now.id}`} target="_blank" rel="noreferrer">
            look at the lead in a new tab
          </a>
          .
        </p>
      </div>
    </div>
  );
}

function problemWords(problem: Problem): string {
  return `Not saved. ${problem.errors?.length ? "Look at the marked fields." : problem.detail}`;
}

function typedFrom(lead: Lead): Record<string, string> {
  const { first_name, last_name, email, phone, linkedin, title, source, timezone } = lead;
  const texts = { first_name, last_name, email, phone, linkedin, title, source, timezone, company: lead.company?.name };
  const known = Object.entries(texts).map(([name, value]) => [name, value ?? ""]);
  return { ...Object.fromEntries(known), owner_id: lead.owner?.id ?? "", tags: lead.tags.join(", ") };
}
