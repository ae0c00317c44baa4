"use client";

import Link from "next/link";
import { ErrorState } from "@/components/ui/error-state";
import { ShallowLink } from "@/components/ui/shallow-link";
import { leadHref } from "./lead-query";
import type { Failure } from "./lead-requests";
import type { LeadList } from "./use-lead-list";

/** Below the last row: more of them. Scrolling loads them; without scripts the links lead from page to page. */
export function LeadsEnd({ list: { rows, filters, more } }: { list: LeadList }) {
  if (rows.more === "failed" || rows.more === "signed-out") {
    return <LeadsFailure failure={rows.more} what="More leads did not load." retry={more} />;
  }
  if (!rows.next && !filters.cursor) return null;
  return (
    <nav className="pager" aria-label="Pages of leads">
      {filters.cursor ? (
        <Link className="link" href={leadHref(filters, {})}>
          First page
        </Link>
      ) : null}
      {rows.next ? (
        <span className="end">
          <ShallowLink className="link" href={leadHref(filters, { cursor: rows.next })} onGo={more}>
            {rows.more === "busy" ? "Loading more leads" : "More leads"}
          </ShallowLink>
        </span>
      ) : null}
    </nav>
  );
}

type FailureProps = { failure: Failure; what: string; retry: () => void };

export function LeadsFailure({ failure, what, retry }: FailureProps) {
  if (failure === "failed") return <ErrorState title={what} safe="Nothing is lost." onRetry={retry} />;
  return (
    <ErrorState title="You were signed out.">
      <Link className="link" href="/sign-in?next=/leads">
        Sign in again
      </Link>
    </ErrorState>
  );
}
