"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { errorAt, Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { type Calendar, WEEK_STARTS } from "@/lib/calendar/schema";
import { HourField, Weekdays } from "./hour-fields";
import { type SettingsAction, useAction } from "./use-action";

type CalendarFormProps = {
  calendar: Calendar;
  mayChange: boolean;
  zone: string;
  change: SettingsAction<Calendar, Calendar>;
};

/** How the organization divides time: what analytics calls a week, a year and an hour of work. */
export function CalendarForm({ calendar, mayChange, zone, change }: CalendarFormProps) {
  const [typed, setTyped] = useState(calendar);
  const { run, busy, problem } = useAction(change, (saved) => {
    setTyped(saved);
    showToast({ message: "Calendar saved; every figure follows it now" });
  });
  const hours = typed.working_hours;
  const changeHours = (part: Partial<Calendar["working_hours"]>) =>
    setTyped((now) => ({ ...now, working_hours: { ...now.working_hours, ...part } }));
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run(typed);
  };
  const errors = problem?.errors;
  return (
    <form className="grid grid-cols-1 max-w-3xl gap-4 px-4 pb-4" noValidate onSubmit={save} aria-label="Calendar">
      {problem && !errors?.length ? <Note tone="bad">{problem.detail}</Note> : null}
      <fieldset className="panel" disabled={!mayChange}>
        <header>
          <h2>Weeks and years</h2>
        </header>
        <div className="row g12 items-start! flex-wrap p-4">
          <WeekStart value={typed.week_start} onChange={(week_start) => setTyped((now) => ({ ...now, week_start }))} />
          <FiscalYear
            value={typed.fiscal_year_start}
            onChange={(fiscal_year_start) => setTyped((now) => ({ ...now, fiscal_year_start }))}
          />
        </div>
      </fieldset>
      <fieldset className="panel" disabled={!mayChange}>
        <header>
          <h2>Working hours</h2>
        </header>
        <div className="form p-4">
          <div className="row g12 items-start! flex-wrap">
            <HourField
              label="From"
              value={hours.from}
              error={errorAt(errors, "working_hours.from")}
              onChange={(from) => changeHours({ from })}
            />
            <HourField
              label="Until"
              value={hours.until}
              error={errorAt(errors, "working_hours.until")}
              onChange={(until) => changeHours({ until })}
            />
          </div>
          <Weekdays
            value={hours.weekdays}
            error={errorAt(errors, "working_hours.weekdays")}
            onChange={(weekdays) => changeHours({ weekdays })}
          />
          <p className="hint">
            By the clock of {zone.replaceAll("_", " ")}. Analytics can count response times in these hours alone.
          </p>
        </div>
      </fieldset>
      {mayChange ? (
        <div>
          <Button type="submit" variant="primary" size="form" busy={busy}>
            Save calendar
          </Button>
        </div>
      ) : null}
    </form>
  );
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

type WeekStartProps = { value: Calendar["week_start"]; onChange: (day: Calendar["week_start"]) => void };

const WeekStart = ({ value, onChange }: WeekStartProps) => (
  <Field label="The week begins on" className="w-48">
    {(ids) => (
      <Select
        {...ids}
        value={String(value)}
        onChange={(event) => onChange(WEEK_STARTS.find((day) => String(day) === event.target.value) ?? 1)}
        options={WEEK_STARTS.map((day) => ({ value: String(day), label: WEEKDAYS[day] ?? "" }))}
      />
    )}
  </Field>
);

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const FiscalYear = ({ value, onChange }: { value: number; onChange: (month: number) => void }) => (
  <Field label="The fiscal year begins with" className="w-48">
    {(ids) => (
      <Select
        {...ids}
        value={String(value)}
        onChange={(event) => onChange(Number(event.target.value))}
        options={MONTHS.map((label, nth) => ({ value: String(nth + 1), label }))}
      />
    )}
  </Field>
);
