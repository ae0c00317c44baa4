import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type HourFieldProps = { label: string; value: string; error: string | null; onChange: (hour: string) => void };

/** Midnight at the end of a day is 24:00 to us and 00:00 to the browser. */
export function HourField({ label, value, error, onChange }: HourFieldProps) {
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

export function Weekdays({ value, error, onChange }: WeekdaysProps) {
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
