"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { errorAt } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { showToast } from "@/components/ui/toast";
import { type QuietHours, quietHoursSchema } from "@/lib/quiet-hours/schema";
import { HolidayFields } from "./holiday-fields";
import { HourField, Weekdays } from "./hour-fields";
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
    <form className="grid grid-cols-1 max-w-3xl gap-4 p-4" noValidate onSubmit={save} aria-label="Quiet hours">
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
