import { type ComponentProps, useId } from "react";

export type RadioCardProps = Omit<ComponentProps<"input">, "type"> & { label: string; hint: string };

export function RadioCard({ label, hint, ...rest }: RadioCardProps) {
  const id = useId();
  return (
    <label className="intent">
      <input type="radio" className="radio" aria-label={label} aria-describedby={id} {...rest} />
      <span className="m">{label}</span>
      <span className="sub" id={id}>
        {hint}
      </span>
    </label>
  );
}
