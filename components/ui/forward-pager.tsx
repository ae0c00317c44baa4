import { ChevronRight } from "lucide-react";
import { ButtonLink } from "./button";
import { hrefWith } from "./query-href";

export type ForwardPagerProps = { label: string; query: string; nextCursor: string | null };

/** Keyset pages: back to the first, on to the next; the browser's back button knows those between. */
export function ForwardPager({ label, query, nextCursor }: ForwardPagerProps) {
  const later = new URLSearchParams(query).has("cursor");
  if (!later && !nextCursor) return null;
  return (
    <nav className="pager" aria-label={label}>
      {later ? (
        <ButtonLink href={hrefWith(query, {})} variant="ghost">
          First page
        </ButtonLink>
      ) : null}
      <span className="end">
        {nextCursor ? (
          <ButtonLink href={hrefWith(query, { cursor: nextCursor })} variant="ghost" icon={ChevronRight} rel="next">
            Next page
          </ButtonLink>
        ) : null}
      </span>
    </nav>
  );
}
