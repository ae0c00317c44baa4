"use client";

import { useState } from "react";
import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { useShortcuts } from "@/components/shell/keyboard";
import { EmptyState } from "@/components/ui/empty-state";
import { sends } from "@/lib/suggestions/rules";
import type { Suggestion, SuggestionType } from "@/lib/suggestions/schema";
import type { SuggestionActions } from "./suggestion-actions";
import { SuggestionCard, useDecisions } from "./suggestion-card";

type Props = {
  suggestions: Suggestion[];
  actions: SuggestionActions;
  /** kinds that can be sent as they stand */
  oneClick: readonly SuggestionType[];
};

/** What waits for a decision, the surest first. J and K go through it; Enter, T and X decide; the next one keeps the place. */
export function SuggestionsBoard({ suggestions, actions, oneClick }: Props) {
  const [place, setPlace] = useState(0);
  const [opened, setOpened] = useState<"draft" | "reject" | null>(null);
  useLiveRefresh({ kinds: ["lead.contacted", "lead.replied"] });
  const at = Math.min(place, suggestions.length - 1);
  const current = suggestions[at];
  const move = (by: number) => () => {
    const next = Math.max(0, Math.min(suggestions.length - 1, at + by));
    setPlace(next);
    document.getElementById(`suggestion-${suggestions[next]?.id}`)?.scrollIntoView({ block: "nearest" });
  };
  useShortcuts([
    { keys: "j", label: "Next suggestion", group: "Suggestions", run: move(1) },
    { keys: "k", label: "Previous suggestion", group: "Suggestions", run: move(-1) },
  ]);
  if (!current) {
    return (
      <EmptyState title="Nothing to decide">
        When somebody waits for an answer, or a lead has been silent too long, it stands here.
      </EmptyState>
    );
  }
  return (
    <>
      <DecisionKeys key={`${current.id} ${current.version}`} {...{ current, actions, open: setOpened }} />
      <ul className="grid grid-cols-1 max-w-3xl gap-3 p-4" aria-label="Suggestions">
        {suggestions.map((one, nth) => (
          <li key={one.id} id={`suggestion-${one.id}`}>
            <SuggestionCard
              suggestion={one}
              actions={actions}
              named
              oneClick={oneClick.includes(one.type)}
              current={nth === at}
              opened={nth === at ? opened : null}
              onOpen={(wanted) => {
                setPlace(nth);
                setOpened(wanted);
              }}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

type KeysProps = { current: Suggestion; actions: SuggestionActions; open: (what: "draft" | "reject") => void };

/** The keys that decide about the one that is current. */
function DecisionKeys({ current, actions, open }: KeysProps) {
  const { approve, snooze } = useDecisions(current, actions);
  const group = "Suggestions";
  useShortcuts([
    {
      keys: "a",
      label: "Read and send, or take on",
      group,
      run: () => (sends(current.type) ? open("draft") : approve()),
    },
    { keys: "t", label: "Tomorrow", group, run: snooze },
    { keys: "x", label: "Reject", group, run: () => open("reject") },
  ]);
  return null;
}
