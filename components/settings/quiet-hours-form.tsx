"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { errorAt, Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import { type QuietHours, quietHoursSchema } from "@/lib/quiet-hours/schema";
import { HolidayFields } from "./holiday-fields";
import { OpenHoursPreview } from "./open-hours-preview";
import { type SettingsAction, useAction } from "./use-action";

type QuietHoursFormProps = {
  hours: QuietHours;
  mayChange: boolean;
  organizationZone: string;
  changeHours: SettingsAction<QuietHours, QuietHours>;
};

/** When people may be called and texted by the clock where they are, with what that means right now, before it is saved. */
export function QuietHoursForm({ hours, mayChange, organizationZone, changeHours }: QuietHoursFormProps) {
  const [typed, setTyped] = useState<QuietHours>(hours);
  const { run, busy, problem } = useAction(changeHours, (saved) => {
    setTyped(saved);
    showToast({ message: "Quiet hours saved; every verdict follows them now" });
  });
  const change = (part: Partial<QuietHours>) => setTyped((now) => ({ ...now, ...part }));
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run(typed);
  };
  const parsed = quietHoursSchema.safeParse(typed);
  const errors = problem?.errors;
  return (
    <form className="grid max-w-3xl gap-4 p-4" noValidate onSubmit={save} aria-label="Quiet hours">
      {mayChange ? null : <Note>Only an admin changes these hours.</Note>}
      {problem && !errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
      <fieldset className="panel" disabled={!mayChange}>
        <header>
          <h2>Calls and texts, by their clock</h2>
        </header>
        <div className="form p-4">
          <div className="row g12 items-start! flex-wrap">
            <HourField
              label="From"
              value={typed.from}
              error={errorAt(errors, "from")}
              onChange={(from) => change({ from })}
            />
            <HourField
              label="Until"
              value={typed.until}
              error={errorAt(errors, "until")}
              onChange={(until) => change({ until: until === "00:00" ? "24:00" : until })}
            />
          </div>
          <Weekdays
            value={typed.weekdays}
            error={errorAt(errors, "weekdays")}
            onChange={(weekdays) => change({ weekdays })}
          />
          <p className="hint">
            All other hours are quiet: a rep is warned and may go on with a reason, whatever goes out by itself waits.
            Something that happened is always logged. The place is the lead’s time zone, else the company’s, else every
            zone the phone number may be in.
          </p>
        </div>
      </fieldset>
      <HolidayFields
        holidays={typed.holidays}
        mayChange={mayChange}
        errors={errors}
        onChange={(holidays) => change({ holidays })}
      />
      <OpenHoursPreview hours={parsed.success ? parsed.data : null} organizationZone={organizationZone} />
      {mayChange ? (
        <div>
          <Button type="submit" variant="primary" size="form" busy={busy}>
            Save quiet hours
          </Button>
        </div>
      ) : null}
    </form>
  );
}

type HourFieldProps = { label: string; value: string; error: string | null; onChange: (hour: string) => void };

/** Midnight at the end of a day is 24:00 to us and 00:00 to the browser. */
function HourField({ label, value, error, onChange }: HourFieldProps) {
  return (
    <Field label={label} error={error} className="w-32">
      {(ids) => (
        <Input
          {...ids}
          type="time"
          value={value === "24:00" ? "00:00" : value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

type WeekdaysProps = { value: number[]; error: string | null; onChange: (days: number[]) => void };

function Weekdays({ value, error, onChange }: WeekdaysProps) {
  return (
    <fieldset className="field">
      <legend className="lab mb-2">Days</legend>
      <div className="row g12 flex-wrap">
        {DAYS.map((name, index) => (
          <Checkbox
            key={name}
            checked={value.includes(index + 1)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...value, index + 1].toSorted((a, b) => a - b)
                  : value.filter((day) => day !== index + 1),
              )
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
      {error ? <FieldError>{error}</FieldError> : null}
    </fieldset>
  );
}
