"use client";

import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { OtherDraft } from "@/lib/sending/schema";

type Props = { other: OtherDraft | null; take: (other: OtherDraft) => void; insist: (other: OtherDraft) => void };

/** The same writer in two tabs: neither text is lost before they chose. */
export function OtherDraftNote({ other, take, insist }: Props) {
  if (!other) return null;
  const text = (other.body_text || other.subject || "").replace(/\s+/g, " ").slice(0, 80);
  return (
    <Note
      tone="live"
      end={
        <>
          <Button size="small" onClick={() => take(other)}>
            Use that text
          </Button>
          <Button size="small" onClick={() => insist(other)}>
            Keep this one
          </Button>
        </>
      }
    >
      In another tab you wrote: “{text}”
    </Note>
  );
}
