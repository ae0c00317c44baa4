"use client";

import { PenLine, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { writerName, writingWords } from "./draft-words";
import type { DraftClaim } from "./use-draft-claim";

/** In a composer: a colleague writes to the same person, or took over from here. What is typed stays in any case. */
export function DraftNote({ claim, takeOver }: { claim: DraftClaim; takeOver: () => void }) {
  if (claim.state === "theirs") {
    const { user, method } = claim.draft;
    return (
      <div className="note draft" role="status">
        <PenLine className="i" aria-hidden="true" />
        <span>
          <span className="m">{`${writerName(user)} ${writingWords(method)}.`}</span> Take over, and they are told.
        </span>
        <span className="grow" />
        <Button onClick={takeOver}>Take over</Button>
      </div>
    );
  }
  if (claim.state !== "lost") return null;
  return (
    <div className="note draft" role="alert">
      <TriangleAlert className="i" aria-hidden="true" />
      <span>
        <span className="m">{claim.by ?? "A colleague"} took over.</span> Your text is kept.
      </span>
      <span className="grow" />
      <Button onClick={takeOver}>Take it back</Button>
    </div>
  );
}
