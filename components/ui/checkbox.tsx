"use client";

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";

export type CheckboxProps = Omit<ComponentProps<"input">, "type" | "ref"> & {
  indeterminate?: boolean;
  children?: ReactNode;
};

/** With children it is a line with its label; without, give `aria-label`. */
export function Checkbox({ indeterminate = false, children, ...rest }: CheckboxProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  const input = <input ref={box} id={children ? id : undefined} type="checkbox" className="check" {...rest} />;
  if (!children) return input;
  return (
    <span className="checkline">
      {input}
      <label htmlFor={id}>{children}</label>
    </span>
  );
}
