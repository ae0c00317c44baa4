"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { useFormAction } from "@/components/ui/use-form-action";
import type { Problem } from "@/lib/guard/schema";
import type { Lead } from "@/lib/leads/schema";
import { LeadConflicts } from "./lead-conflicts";
import { DealFields, TEXT_FIELDS, TextField } from "./lead-fields";
import { type Typed, typedFrom, typedOver } from "./lead-typed";
import { PossibleDuplicates } from "./possible-duplicates";
import { useTypedDuplicates } from "./use-typed-duplicates";

/** What the action answers when it did not go on to the lead: the problem, or who may be the same person, and what was typed. */
export type LeadFormState = {
  problem?: Problem;
  typed?: Typed;
  duplicates?: { id: string; name: string; same: string[] }[];
  /** The lead as somebody else left it in the meantime, and the fields that both changed. */
  newer?: Lead;
  conflicts?: string[];
};

export type LeadFormProps = {
  /** Given: edit it. */
  lead?: Lead;
  action: (state: LeadFormState, form: FormData) => Promise<LeadFormState>;
  people?: { id: string; name: string }[];
  /** Whose a new lead is unless somebody chooses. */
  ownerId?: string;
  /** In which currency a value is typed unless somebody chooses. */
  currency: string;
  cancelHref: string;
};

/** Create or edit; a native form that posts before hydration, tells errors per field and keeps what was typed. */
export function LeadForm({ lead, action, people = [], ownerId = "", currency, cancelHref }: LeadFormProps) {
  const { state, send: submit, busy, onSubmit } = useFormAction(action, {});
  const { near, hear } = useTypedDuplicates(lead?.id ?? null);
  const { newer } = state;
  const shown = newer ?? lead;
  const opened = state.typed && lead && !newer ? openedWith(state.typed) : null;
  const base = opened ?? (shown ? withCurrency(typedFrom(shown), currency) : null);
  const typed = typedNow(state, base ?? { currency, owner_id: ownerId });
  const part = { typed, errors: state.problem?.errors };
  const alike = state.duplicates?.length ? state.duplicates : null;
  return (
    <form action={submit} className="form max-w-3xl p-4" noValidate onSubmit={onSubmit} onInput={hear}>
      {Object.entries(base ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} readOnly />
      ))}
      {newer && base && state.problem ? (
        <LeadConflicts
          key={newer.version}
          detail={state.problem.detail}
          fields={state.conflicts ?? []}
          mine={state.typed ?? {}}
          theirs={base}
          people={people}
        />
      ) : null}
      {state.problem && !newer ? <Note tone="bad">{problemWords(state.problem)}</Note> : null}
      {alike ? <PossibleDuplicates duplicates={alike} /> : null}
      {alike ? <input type="hidden" name="anyway" value="1" /> : null}
      {/* What somebody else saved in the meantime is drawn anew, over what the browser holds. */}
      <div key={newer?.version} className="form">
        <div className="pair">
          {TEXT_FIELDS.map((field) => (
            <TextField key={field.name} {...field} {...part} />
          ))}
          {people.length > 0 ? (
            <Field label="Owner" error={errorAt(part.errors, "owner_id")}>
              {(ids) => (
                <Select {...ids} name="owner_id" defaultValue={typed.owner_id ?? ""} options={ownerOptions(people)} />
              )}
            </Field>
          ) : null}
        </div>
        <DealFields predicted={shown?.predicted_close_probability ?? null} {...part} />
        <Field label="Tags" error={errorAt(part.errors, "tags")} hint="Separated by commas">
          {(ids) => <Input {...ids} name="tags" autoComplete="off" defaultValue={typed.tags ?? ""} />}
        </Field>
      </div>
      {near.length > 0 && !alike ? (
        <div className="near">
          <PossibleDuplicates duplicates={near} />
        </div>
      ) : null}
      <div className="row">
        <Button type="submit" variant="primary" size="form" busy={busy}>
          {lead ? "Save lead" : alike ? "Add anyway" : "Add lead"}
        </Button>
        <ButtonLink href={cancelHref} size="form">
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}

/** What stands in the inputs: what was typed, over what the lead is by now. */
function typedNow({ typed, newer }: LeadFormState, base: Typed): Typed {
  if (!typed) return base;
  return newer ? typedOver(typed, openedWith(typed), base) : typed;
}

/** What the form was opened with, which it sent along. */
function openedWith(typed: Typed): Typed {
  const sent = Object.entries(typed).filter(([name]) => name.startsWith("base."));
  return Object.fromEntries(sent.map(([name, value]) => [name.slice("base.".length), value]));
}

const withCurrency = (typed: Typed, currency: string): Typed => ({ ...typed, currency: typed.currency || currency });

const ownerOptions = (people: { id: string; name: string }[]) => [
  { value: "", label: "Nobody" },
  ...people.map(({ id, name }) => ({ value: id, label: name })),
];

function problemWords(problem: Problem): string {
  return `Not saved. ${problem.errors?.length ? "Look at the marked fields." : problem.detail}`;
}
