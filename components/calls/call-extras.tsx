"use client";

import { FileText, PhoneCall } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { TranscriptDialog } from "@/components/transcripts/transcript-dialog";
import { TranscriptPanel } from "@/components/transcripts/transcript-panel";
import { deleteTranscript, restoreTranscript } from "@/components/transcripts/transcript-requests";
import { Button } from "@/components/ui/button";
import { showProblem, showToast } from "@/components/ui/toast";
import type { Touch } from "@/lib/communications/schema";

type Options = {
  userId?: string;
  /** Asks what became of a call. */
  onOutcome: (touch: Touch) => void;
  /** Draws the page anew: what is shown beside a touch has changed. */
  refresh: () => void;
  signInHref: string;
};

/** What more there is to a call on the timeline: how it went, while nobody said it, and what was said in it. */
export function useCallExtras({ userId, onOutcome, refresh, signInHref }: Options) {
  const { call, heard, forget } = useHeard();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const openId = call ?? chosenId;
  const setOpenId = (id: string | null) => {
    forget();
    setChosenId(id);
  };
  const [addingTo, setAddingTo] = useState<string | null>(null);
  // A newer transcript is read anew.
  const [version, setVersion] = useState(0);
  const restore = async (contactId: string) => {
    const answer = await restoreTranscript(contactId);
    if (!answer.ok) return showProblem(`Not restored. ${answer.problem.detail}`);
    refresh();
  };
  const remove = async (contactId: string) => {
    const answer = await deleteTranscript(contactId);
    if (!answer.ok) return showProblem(`Not deleted. ${answer.problem.detail}`);
    setOpenId(null);
    refresh();
    showToast({ message: "Transcript deleted", onUndo: () => void restore(contactId) });
  };
  const saved = () => {
    setOpenId(addingTo);
    setVersion((now) => now + 1);
    refresh();
  };
  const moreOf = (touch: Touch) => {
    if (touch.method !== "call" && touch.method !== "meeting") return undefined;
    const open = openId === touch.id && touch.has_transcript;
    const asked = touch.method === "call" && touch.intent === "planned" && !touch.call && touch.user?.id === userId;
    return {
      aside: (
        <>
          {asked ? (
            <Button variant="ghost" size="small" icon={PhoneCall} onClick={() => onOutcome(touch)}>
              Outcome
            </Button>
          ) : null}
          {touch.has_transcript ? (
            <Button
              variant="ghost"
              size="small"
              icon={FileText}
              aria-expanded={open ?? false}
              aria-label="Transcript"
              onClick={() => setOpenId(open ? null : touch.id)}
            >
              <span className="wide">Transcript</span>
            </Button>
          ) : (
            <Button variant="ghost" size="small" icon={FileText} iconOnly onClick={() => setAddingTo(touch.id)}>
              Add transcript
            </Button>
          )}
        </>
      ),
      below: open ? (
        <TranscriptPanel
          key={version}
          contactId={touch.id}
          words={touch.id === call ? heard : ""}
          onReplace={() => setAddingTo(touch.id)}
          onDelete={() => void remove(touch.id)}
        />
      ) : null,
    };
  };
  const dialog = (
    <TranscriptDialog
      key={addingTo}
      contactId={addingTo ?? ""}
      open={addingTo !== null}
      onClose={() => setAddingTo(null)}
      onSaved={saved}
      signInHref={signInHref}
    />
  );
  return { moreOf, dialog };
}

/** `?call=ID&heard=WORDS`: the call in which somebody found the words, until they look at another. */
function useHeard() {
  const [{ call, heard }, set] = useQueryStates({ call: parseAsString, heard: parseAsString.withDefault("") });
  return { call, heard, forget: () => void (call && set(null)) };
}
