import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Kbd } from "./kbd";

export type InputProps = ComponentProps<"input"> & {
  icon?: LucideIcon;
  keys?: string;
  /** "bar" sits in a tool bar (28 px), "tall" in a sign-in form (36 px). */
  frame?: "form" | "bar" | "tall";
  end?: ReactNode;
};

export function Input({ icon: Icon, keys, frame = "form", end, className, ...rest }: InputProps) {
  return (
    <span className={clsx("input", frame !== "form" && frame, rest["aria-invalid"] && "bad", className)}>
      {Icon ? <Icon className="i s" aria-hidden="true" /> : null}
      <input aria-keyshortcuts={keys} {...rest} />
      {end}
      {keys ? <Kbd keys={keys} /> : null}
    </span>
  );
}
