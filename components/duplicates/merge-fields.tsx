import type { ChosenFields, MergePreview } from "@/lib/merges/schema";
import { FIELD_NAMES, shownValue } from "./merge-words";

type Props = {
  fields: MergePreview["fields"];
  names: { lead: string; other: string };
  chosen: ChosenFields;
  choose: (chosen: ChosenFields) => void;
};

/** The fields in which two leads differ; of each one value stays. */
export function MergeFields({ fields, names, chosen, choose }: Props) {
  if (fields.length === 0) return <p>Every field of the two is the same, or empty in {names.other}.</p>;
  return (
    <>
      <p className="t2">Choose what stays of each field.</p>
      <div className="grid grid-cols-2 gap-3">
        <p className="min-w-0 wrap-anywhere">
          <b>{names.lead}</b> <span className="t2">stays</span>
        </p>
        <p className="min-w-0 wrap-anywhere">
          <b>{names.other.replace(/^the /, "The ")}</b> <span className="t2">becomes a part of that lead</span>
        </p>
      </div>
      {fields.map(({ name, choice, ...values }) => (
        <fieldset key={name} className="field min-w-0">
          <legend className="lab">{FIELD_NAMES[name]}</legend>
          <div className="grid grid-cols-2 gap-3">
            {(["lead", "other"] as const).map((side) => (
              <label key={side} className="row min-h-6 cursor-pointer">
                <input
                  type="radio"
                  className="radio"
                  name={name}
                  checked={(chosen[name] ?? choice) === side}
                  onChange={() => choose({ ...chosen, [name]: side })}
                />
                <span className={values[side] === null ? "t3" : "min-w-0 wrap-anywhere"}>
                  {shownValue(name, values[side])}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}
