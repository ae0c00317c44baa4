"use client";

import { GitMerge } from "lucide-react";
import { useTransition } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { reached } from "@/components/ui/reached";
import { showProblem } from "@/components/ui/toast";
import type { Twins } from "@/lib/merges/schema";
import { reasonWords } from "./duplicate-words";
import { mergeHref } from "./merge-words";
import { sayParted, type TakeApart } from "./say-parted";

type Props = Twins & { leadId: string; leadName: string; takeApart: TakeApart };

/** Who may be the same person, and who was made a part of this lead, with the way back for the last one. */
export function TwinNotes({ leadId, leadName, twins, merged, takeApart }: Props) {
  const [busy, start] = useTransition();
  const part = () =>
    start(async () => {
      const result = await reached(takeApart());
      if (result.ok) sayParted(result.output);
      else showProblem(result.problem.detail);
    });
  return (
    <>
      {twins.map((twin) => (
        <section key={twin.id} className="note ask" aria-label={`${twin.name} may be the same person`}>
          <GitMerge className="i" aria-hidden="true" />
          <span className="cut">
            <span className="m">{twin.name} may be the same person.</span>{" "}
            <span className="t2">They have {reasonWords(twin.reasons)}.</span>
          </span>
          <span className="grow" />
          <ButtonLink href={mergeHref(leadId, twin.id)}>Compare and merge…</ButtonLink>
        </section>
      ))}
      {merged ? (
        <section className="note ask" aria-label="Merged">
          <GitMerge className="i" aria-hidden="true" />
          <span className="cut">
            {merged.by ? `${merged.by} merged` : "Merged"} {merged.name} into {leadName}.
          </span>
          <span className="grow" />
          <Button busy={busy} onClick={part}>
            Take apart
          </Button>
        </section>
      ) : null}
    </>
  );
}
