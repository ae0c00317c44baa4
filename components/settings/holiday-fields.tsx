"use client";

import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { errorAt, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Problem } from "@/lib/guard/schema";
import type { Holiday } from "@/lib/quiet-hours/schema";

type HolidayFieldsProps = {
  holidays: Holiday[];
  mayChange: boolean;
  errors: Problem["errors"];
  onChange: (holidays: Holiday[]) => void;
};

/** Days on which nobody is called or texted, each with its name. */
export function HolidayFields({ holidays, mayChange, errors, onChange }: HolidayFieldsProps) {
  const change = (index: number, part: Partial<Holiday>) =>
    onChange(holidays.map((day, place) => (place === index ? { ...day, ...part } : day)));
  const error = errorAt(errors, "holidays");
  return (
    <fieldset className="panel" disabled={!mayChange}>
      <header>
        <h2>Holidays</h2>
      </header>
      <div className="form p-4">
        {holidays.length === 0 ? (
          <p className="t2">None. Add the days on which nobody should be called or texted.</p>
        ) : null}
        {holidays.map((day, index) => {
          const wrong = errorAt(errors, `holidays.${index}.date`) ?? errorAt(errors, `holidays.${index}.name`);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place until it is saved
            <div key={index} className="field">
              <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[10rem_minmax(0,1fr)_auto]">
                <Input
                  type="date"
                  aria-label={`Date of holiday ${index + 1}`}
                  aria-invalid={wrong ? true : undefined}
                  value={day.date}
                  onChange={(event) => change(index, { date: event.target.value })}
                />
                <Input
                  className="order-3 col-span-2 sm:order-none sm:col-span-1"
                  aria-label={`Name of holiday ${index + 1}`}
                  aria-invalid={wrong ? true : undefined}
                  autoComplete="off"
                  maxLength={80}
                  value={day.name}
                  onChange={(event) => change(index, { name: event.target.value })}
                />
                <Button
                  variant="ghost"
                  icon={X}
                  iconOnly
                  onClick={() => onChange(holidays.filter((_, place) => place !== index))}
                >
                  {`Remove holiday ${index + 1}`}
                </Button>
              </div>
              {wrong ? <FieldError>{wrong}</FieldError> : null}
            </div>
          );
        })}
        {error ? <FieldError>{error}</FieldError> : null}
        <div>
          <Button icon={Plus} onClick={() => onChange([...holidays, { date: "", name: "" }])}>
            Add a holiday
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
