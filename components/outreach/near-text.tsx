"use client";

import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Holder, RefusalCode } from "@/lib/guard/schema";
import { compareTexts, type Run } from "./shared-words";

type Answer = { code: RefusalCode; result?: string; holder?: Holder | null };
export type NearText = { holder: Holder; text: string };

/** The text that the guard says is nearly this one, out of its rules or its refusal. */
export function nearTextIn(rules: readonly Answer[]): NearText | null {
  const found = rules.find((rule) => rule.code === "SIMILAR_MESSAGE" && rule.holder?.excerpt);
  const holder = found?.holder;
  return holder?.excerpt && found?.result !== "pass" ? { holder, text: holder.excerpt } : null;
}

/** Their text beside mine, the shared parts tinted and underlined, with the base of the claim. */
export function NearTextPanel({ near, mine }: { near: NearText; mine: string }) {
  const { holder, text } = near;
  const { runs, sharedWords, myWords } = compareTexts(mine, text);
  const name = holder.user?.name ?? "Somebody";
  return (
    <section className="col theirs" aria-label="Nearly the same text">
      <header>
        <Avatar name={name} />
        <span className="cut">
          {name}, <RelativeTime at={holder.at} focusable={false} />
        </span>
        <span className="grow" />
        <span className="t3">
          {sharedWords} of your {myWords} words
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div tabIndex={0}>
        {holder.subject ? <p className="m">{holder.subject}</p> : null}
        <Marked runs={runs} />
      </div>
    </section>
  );
}

/** Mine, as it lies behind the field it is typed in: only its marks are seen. */
export function MarkedBehind({ near, mine }: { near: NearText; mine: string }) {
  return (
    <div className="area marks" aria-hidden="true">
      <Marked runs={compareTexts(near.text, mine).runs} />
    </div>
  );
}

function Marked({ runs }: { runs: Run[] }) {
  return runs.map((run, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
    run.shared ? <mark key={index}>{run.text}</mark> : <span key={index}>{run.text}</span>,
  );
}
