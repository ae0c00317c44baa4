import { clsx } from "clsx";
import type { ComponentProps } from "react";

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={3} {...rest} className={clsx("area", rest["aria-invalid"] && "bad", className)} />;
}
