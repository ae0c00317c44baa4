import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

export type SegmentedOption<V extends string> = { value: V; label: string; content?: ReactNode };

export type SegmentedProps<V extends string> = {
  label: string;
  /** Shows the label above instead of only announcing it. */
  visibleLabel?: boolean;
  name: string;
  options: readonly SegmentedOption<V>[];
  value: V;
  onChange: (value: V) => void;
  size?: "bar" | "form";
};

/** One of a few, as radios in one frame: arrows move, a form posts it. */
export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const { label, visibleLabel = false, name, options, value, onChange, size = "bar" } = props;
  const id = useId();
  const group = (
    <div className={clsx("seg", size === "form" && "lg")} role="radiogroup" aria-labelledby={id}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            aria-label={option.label}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.content ?? option.label}
        </label>
      ))}
    </div>
  );
  return (
    <div className={visibleLabel ? "field" : "contents"}>
      <span id={id} className={visibleLabel ? "lab" : "sr"}>
        {label}
      </span>
      {group}
    </div>
  );
}
