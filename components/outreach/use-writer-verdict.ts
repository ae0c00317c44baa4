"use client";

import { useDraftClaim } from "@/components/drafts/use-draft-claim";
import type { Channel, Contactability } from "@/lib/guard/schema";
import { answersToWriter } from "./conversation-answer";
import { type CheckText, useTextCheck } from "./use-text-check";

type Writing = {
  leadId: string;
  /** null: nothing is about to be sent */
  method: Channel | null;
  /** what the guard compares with what they received */
  text: string;
  /** everything that is typed, which renews the claim */
  typed: readonly string[];
  contactability: Contactability | null;
  checkText?: CheckText;
};

/** Claims the person for who writes, and says what the guard says to that writer about that text. */
export function useWriterVerdict({ leadId, method, text, typed, ...known }: Writing) {
  const { claim, takeOver } = useDraftClaim({ leadId, method, typed });
  const checked = useTextCheck(method && text, known.contactability, known.checkText);
  return { claim, takeOver, contactability: answersToWriter(checked, claim.state === "mine" ? method : null) };
}
