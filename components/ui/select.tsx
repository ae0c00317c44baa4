import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

export type SelectProps = ComponentProps<"select"> & {
  options: readonly { value: string; label: string; disabled?: boolean }[];
  frame?: "form" | "bar" | "tall";
};

/** The browser's own select: it works before hydration, on phones and by keyboard. */
export function Select({ options, frame = "form", className, ...rest }: SelectProps) {
  return (
    <span className={clsx("input select", frame !== "form" && frame, rest["aria-invalid"] && "bad", className)}>
      <select {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown className="i s" aria-hidden="true" />
    </span>
  );
}
