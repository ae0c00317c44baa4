"use client";

import { createContext, useContext } from "react";
import { VerdictDots } from "@/components/outreach/verdict-dots";
import type { LeadVerdicts } from "./lead-requests";

/** The guard's answer per lead id. Beside the columns: answers that come while somebody scrolls draw the dots anew, and not every row. */
export const VerdictsContext = createContext<LeadVerdicts>({});

type LeadDotsProps = { leadId: string; userId?: string; focusable: boolean };

/** A lead without an answer shows "checking". */
export function LeadDots({ leadId, userId, focusable }: LeadDotsProps) {
  const verdicts = useContext(VerdictsContext);
  return <VerdictDots channels={verdicts[leadId]} userId={userId} focusable={focusable} />;
}
