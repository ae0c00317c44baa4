"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { errorAt, Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import type { AssignmentRule } from "@/lib/assignment-rules/schema";
import { WEEKDAYS } from "./assignment-words";
import { ruleIn } from "./rule-input";

type RuleDialogProps = {
  /** null: a new one */
  rule: AssignmentRule | null;
  people: { id: string; name: string }[];
  save: SettingsAction<unknown>;
  onClose: () => void;
};

/** What leads a rule is for, who gets them, and when. */
export function RuleDialog({ rule, people, save, onClose }: RuleDialogProps) {
  const [timed, setTimed] = useState(Boolean(rule?.hours));
  const { run, busy, problem } = useAction(save, () => {
    onClose();
    showToast({ message: "Rule saved" });
  });
  const errors = problem?.errors;
  const whole = problem && !errors?.some((one) => one.path !== "") ? problem.detail : null;
  return (
    <Dialog open onOpenChange={onClose} title={rule ? `Change ${rule.name}` : "Add a rule"} width="m">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          run({ ...ruleIn(new FormData(event.currentTarget)), rule_id: rule?.id, if_version: rule?.version });
        }}
      >
        <div className="body form">
          {whole ? <Note tone="bad">{whole}</Note> : null}
          <Field label="Name" error={errorAt(errors, "name")}>
            {(ids) => <Input {...ids} name="name" autoComplete="off" autoFocus defaultValue={rule?.name ?? ""} />}
          </Field>
          <Field
            label="Sources"
            error={errorAt(errors, "sources")}
            hint="Separated by commas; empty: leads from everywhere"
          >
            {(ids) => (
              <Input {...ids} name="sources" autoComplete="off" defaultValue={rule?.sources.join(", ") ?? ""} />
            )}
          </Field>
          <Members rule={rule} people={people} error={errors?.find((one) => one.path.startsWith("members"))?.message} />
          <Checkbox name="timed" checked={timed} onChange={(event) => setTimed(event.currentTarget.checked)}>
            Only at certain hours
          </Checkbox>
          {timed ? <HourFields hours={rule?.hours ?? null} errors={errors} /> : null}
          <Checkbox name="active" defaultChecked={rule?.active ?? true}>
            Gives out leads
          </Checkbox>
        </div>
        <footer>
          <span className="grow" />
          <DialogClose />
          <Button type="submit" variant="primary" busy={busy}>
            Save rule
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

type MembersProps = Pick<RuleDialogProps, "rule" | "people"> & { error?: string };

function Members({ rule, people, error }: MembersProps) {
  const known = new Map(rule?.members.map((one) => [one.user.id, one]));
  return (
    <fieldset className="field">
      <legend className="lab">Members</legend>
      {people.map(({ id, name }) => (
        <div key={id} className="row">
          <Checkbox name="member" value={id} defaultChecked={known.has(id)}>
            {name}
          </Checkbox>
          <span className="grow" />
          <Input
            frame="bar"
            name={`cap.${id}`}
            inputMode="numeric"
            autoComplete="off"
            aria-label={`Most leads a day for ${name}`}
            placeholder="Most a day"
            defaultValue={known.get(id)?.daily_cap ?? ""}
          />
        </div>
      ))}
      {error ? <FieldError>{error}</FieldError> : <p className="hint">Each gets the next lead in turn</p>}
    </fieldset>
  );
}

type HourFieldsProps = { hours: AssignmentRule["hours"]; errors: { path: string; message: string }[] | undefined };

function HourFields({ hours, errors }: HourFieldsProps) {
  const days = hours?.weekdays ?? [1, 2, 3, 4, 5];
  return (
    <>
      <div className="pair">
        <Field label="From" error={errorAt(errors, "hours.from")}>
          {(ids) => <Input {...ids} name="from" type="time" defaultValue={hours?.from ?? "09:00"} />}
        </Field>
        <Field label="Until" error={errorAt(errors, "hours.until")}>
          {(ids) => <Input {...ids} name="until" type="time" defaultValue={hours?.until ?? "17:00"} />}
        </Field>
      </div>
      <fieldset className="field">
        <legend className="lab">Days</legend>
        <div className="row flex-wrap">
          {WEEKDAYS.map((name, index) => (
            <Checkbox key={name} name="weekday" value={index + 1} defaultChecked={days.includes(index + 1)}>
              {name}
            </Checkbox>
          ))}
        </div>
        {errorAt(errors, "hours.weekdays") ? <FieldError>{errorAt(errors, "hours.weekdays")}</FieldError> : null}
      </fieldset>
    </>
  );
}
