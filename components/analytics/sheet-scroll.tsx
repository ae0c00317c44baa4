import type { ReactNode } from "react";

/** A table that scrolls below its heading, by keyboard too. */
export function SheetScroll({ title, children }: { title: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className="sheet-scroll" tabIndex={0} aria-label={`${title}, as a table`}>
      {children}
    </section>
  );
}
