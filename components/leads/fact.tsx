import type { ReactNode } from "react";

/** One line of facts: its name, and a dash where nothing is known. */
export function Fact({ label, long = false, children }: { label: string; long?: boolean; children: ReactNode }) {
  const empty = children === null || children === undefined || children === "";
  return (
    <>
      <dt>{label}</dt>
      <dd className={long ? "long" : undefined}>{empty ? <span className="t3">–</span> : children}</dd>
    </>
  );
}
