"use client";

import { useState } from "react";
import { useKeptWork } from "@/components/ui/use-kept-work";
import type { SequenceWithSteps } from "@/lib/sequences/schema";
import { isStepDraft, type StepDraft, toDraft, toGiven } from "./step-draft";

/** What the builder edits. */
export type SequenceWork = { steps: StepDraft[]; colleague: boolean; alongside: boolean; campaign: string };

/** The steps and rules of a sequence as somebody edits them, kept in this browser until they are saved. */
export function useSequenceWork(sequence: SequenceWithSteps, userId: string) {
  const [saved] = useState(() => workOf(sequence));
  const [work, setWork] = useState(saved);
  const asSaved = (one: SequenceWork) => givenOf(sequence, one);
  const kept = useKeptWork({
    place: { kind: "sequence", userId, id: sequence.id },
    work,
    saved,
    textOf: (one: SequenceWork) => JSON.stringify(asSaved(one)),
    isWork,
    take: setWork,
  });
  return {
    work,
    given: asSaved(work),
    kept,
    change: (part: Partial<SequenceWork>) => setWork((now) => ({ ...now, ...part })),
    setSteps: (next: (steps: StepDraft[]) => StepDraft[]) => setWork((now) => ({ ...now, steps: next(now.steps) })),
  };
}

const workOf = (sequence: SequenceWithSteps): SequenceWork => ({
  steps: sequence.steps.map(toDraft),
  colleague: sequence.exit_rules.colleague_replied,
  alongside: sequence.alongside,
  campaign: sequence.campaign?.id ?? "",
});

/** As the API takes it. */
const givenOf = (
  { exit_rules: rules }: SequenceWithSteps,
  { steps, colleague, alongside, campaign }: SequenceWork,
) => ({
  steps: steps.map(toGiven),
  alongside,
  campaign_id: campaign || null,
  exit_rules: { ...rules, colleague_replied: colleague },
});

const isWork = (raw: unknown): raw is SequenceWork =>
  typeof raw === "object" &&
  raw !== null &&
  "steps" in raw &&
  Array.isArray(raw.steps) &&
  raw.steps.every(isStepDraft) &&
  "colleague" in raw &&
  typeof raw.colleague === "boolean" &&
  "alongside" in raw &&
  typeof raw.alongside === "boolean" &&
  "campaign" in raw &&
  typeof raw.campaign === "string";
