"use client";

import { Lightbulb } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { sends } from "@/lib/suggestions/rules";
import type { Suggestion } from "@/lib/suggestions/schema";
import { RejectDialog } from "./reject-dialog";
import type { SuggestionActions } from "./suggestion-actions";
import { useDecisions } from "./suggestion-card";
import { SuggestionDialog } from "./suggestion-dialog";
import { TYPE_NAMES } from "./suggestion-words";

/** What could be done next about this lead: a line each, the draft behind it. */
export function LeadSuggestions({ suggestions, actions }: { suggestions: Suggestion[]; actions: SuggestionActions }) {
  return suggestions.map((one) => <SuggestionLine key={one.id} suggestion={one} actions={actions} />);
}

function SuggestionLine({ suggestion, actions }: { suggestion: Suggestion; actions: SuggestionActions }) {
  const [opened, setOpened] = useState<"draft" | "reject" | null>(null);
  const { approve, snooze, busy } = useDecisions(suggestion, actions);
  const sending = sends(suggestion.type);
  const close = () => setOpened(null);
  return (
    <section className="note ask" aria-label={`Suggested: ${TYPE_NAMES[suggestion.type].toLowerCase()}`}>
      <Lightbulb className="i" aria-hidden="true" />
      <span className="cut">
        <span className="m">{TYPE_NAMES[suggestion.type]}?</span> <span className="t2">{suggestion.reasoning}</span>
      </span>
      <span className="grow" />
      <Button busy={busy} onClick={() => (sending ? setOpened("draft") : approve())}>
        {sending ? "Read and send" : "Take on"}
      </Button>
      <Button variant="ghost" busy={busy} onClick={snooze}>
        Tomorrow
      </Button>
      <Button variant="ghost" onClick={() => setOpened("reject")}>
        Reject
      </Button>
      {opened === "draft" ? <SuggestionDialog {...{ suggestion, actions, close }} /> : null}
      {opened === "reject" ? <RejectDialog {...{ suggestion, actions, close }} /> : null}
    </section>
  );
}
