"use client";

import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import type { Transcript } from "@/lib/transcripts/schema";
import { findSegments, segmentTime } from "./segment-words";
import { loadTranscript } from "./transcript-requests";

export type TranscriptPanelProps = {
  contactId: string;
  /** What the reader looks for already. */
  words?: string;
  onReplace: () => void;
  onDelete: () => void;
};

/** A screenful of what was said, and the rest when asked for. */
const SHOWN = 200;

/** What was said in the call, with the times, and a search in it. */
export function TranscriptPanel({ contactId, words = "", onReplace, onDelete }: TranscriptPanelProps) {
  const { transcript, problem, retry } = useTranscript(contactId);
  const [typed, setTyped] = useState(words);
  const [most, setMost] = useState(SHOWN);
  if (problem) return <ErrorState title="The transcript did not load." safe={problem} onRetry={retry} />;
  if (!transcript) return <p className="t3 sm">Loading the transcript</p>;
  const found = findSegments(transcript.segments, typed);
  return (
    <section className="transcript" aria-label="Transcript" ref={words ? seen : undefined}>
      <div className="row">
        <Input
          frame="bar"
          icon={Search}
          type="search"
          aria-label="Search transcript"
          placeholder="Search transcript"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="t3 sm" role="status">
          {typed.trim()
            ? `${found.length} of ${transcript.segments.length} parts`
            : `${transcript.segments.length} parts`}
        </span>
        <span className="grow" />
        <Button variant="ghost" size="small" onClick={onReplace}>
          Replace
        </Button>
        <Button variant="ghost" size="small" onClick={onDelete}>
          Delete transcript
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <ol tabIndex={0} aria-label="What was said">
        {found.slice(0, most).map(({ segment, place }) => (
          <li key={place}>
            <span className="t3">{segmentTime(segment)}</span>
            <span>
              {segment.speaker ? <span className="m">{segment.speaker}: </span> : null}
              {segment.text}
            </span>
          </li>
        ))}
      </ol>
      {found.length > most ? (
        <Button variant="ghost" size="small" onClick={() => setMost((now) => now + 5 * SHOWN)}>
          {`Show ${Math.min(5 * SHOWN, found.length - most)} more`}
        </Button>
      ) : null}
    </section>
  );
}

/** Who came for what was said has it before their eyes. */
const seen = (panel: HTMLElement | null) => panel?.scrollIntoView({ block: "center" });

function useTranscript(contactId: string) {
  const [transcript, setTranscript] = useState<Transcript | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more when somebody tries again
  useEffect(() => {
    let gone = false;
    setProblem(null);
    loadTranscript(contactId).then((answer) => {
      if (gone) return;
      if (answer.ok) setTranscript(answer.output);
      else setProblem(answer.problem.detail);
    });
    return () => {
      gone = true;
    };
  }, [contactId, tries]);
  return { transcript, problem, retry: () => setTries((now) => now + 1) };
}
