import { ChevronLeft, ChevronRight } from "lucide-react";
import { ButtonLink } from "./button";

export type PagerProps = {
  label: string;
  from: number;
  to: number;
  total?: number;
  atLeast?: boolean;
  previousHref?: string | null;
  nextHref?: string | null;
};

/** Which rows these are, and the two neighbours as links. */
export function Pager({ label, from, to, total, atLeast = false, previousHref, nextHref }: PagerProps) {
  return (
    <nav className="pager" aria-label={label}>
      <span className="tnum">
        {from.toLocaleString("en")}–{to.toLocaleString("en")}
        {total === undefined ? null : ` of ${atLeast ? "at least " : ""}${total.toLocaleString("en")}`}
      </span>
      <span className="end">
        {previousHref ? (
          <ButtonLink href={previousHref} variant="ghost" icon={ChevronLeft} iconOnly rel="prev">
            Previous page
          </ButtonLink>
        ) : null}
        {nextHref ? (
          <ButtonLink href={nextHref} variant="ghost" icon={ChevronRight} iconOnly rel="next">
            Next page
          </ButtonLink>
        ) : null}
      </span>
    </nav>
  );
}
