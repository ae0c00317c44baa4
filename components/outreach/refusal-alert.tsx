"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useClock } from "@/components/ui/clock";
import { untilTime } from "@/components/ui/time-format";
import type { Problem, Refusal } from "@/lib/guard/schema";
import { holderName, type Reader, reasonWords, withoutEchoes } from "./verdict-words";

/** The guard said no: who, when, what, until when, and whether this user may override it. */
export function RefusalAlert({ refusal, userId }: { refusal: Refusal; userId?: string }) {
  const reader: Reader = { ...useClock(), userId };
  const until = refusal.next_allowed_at ? untilTime(refusal.next_allowed_at, reader.now, reader.zone) : null;
  const lines = refusal.warnings.map((warning) => ({ code: warning.code, ...reasonWords(warning, reader) }));
  const distinct = withoutEchoes(lines);
  return (
    <div className="note bad alert" role="alert" ref={bringIntoView}>
      <TriangleAlert className="i" aria-hidden="true" />
      <div className="lines">
        <p className="m">Not taken. Your text is kept.</p>
        {distinct.map((line) => (
          <p key={line.code}>
            <span className="m">{line.strong}</span>
            {line.rest}
          </p>
        ))}
        {distinct.length === 0 ? <p>{refusal.detail}</p> : null}
        {refusal.holder?.excerpt ? (
          <blockquote>
            {holderName(refusal.holder.user, reader)}: “{shortened(refusal.holder.excerpt)}”
          </blockquote>
        ) : null}
        <p className="t2">
          {until ? `Free again ${until}. ` : ""}
          {overrideWords(refusal)}
        </p>
      </div>
    </div>
  );
}

/** Anything else that went wrong with the request. */
export function ProblemAlert({ problem, signInHref }: { problem: Problem; signInHref: string }) {
  const signedOut = problem.code === "UNAUTHENTICATED";
  return (
    <div className="note bad alert" role="alert" ref={bringIntoView}>
      <TriangleAlert className="i" aria-hidden="true" />
      <div className="lines">
        <p>
          <span className="m">{signedOut ? "You were signed out." : "Not saved."}</span>{" "}
          {signedOut ? "Your text is kept here." : `${problem.detail} Your text is kept.`}
        </p>
        {problem.errors?.map((error) => (
          <p key={error.path}>{error.message}</p>
        ))}
        {signedOut ? (
          <Link className="link" href={signInHref}>
            Sign in again
          </Link>
        ) : null}
      </div>
    </div>
  );
}

/** The alert stands below what was typed; on a small screen that is out of sight. */
function bringIntoView(alert: HTMLElement | null) {
  alert?.scrollIntoView({ block: "nearest" });
}

/** The nearly same text stands in full beside one's own. */
const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

function overrideWords(refusal: Refusal): string {
  if (refusal.overridable) return "You may go on with a reason below; it stays on the record.";
  const hard = refusal.warnings.some((warning) => NOBODY.has(warning.code));
  return hard ? "Nobody may override this." : "Only a manager may override this.";
}

const NOBODY = new Set(["DNC_BLOCKED", "NO_CONSENT", "ADDRESS_INVALID"]);
