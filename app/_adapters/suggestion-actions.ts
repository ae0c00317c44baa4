import {
  approveSuggestionAction,
  composeTextAction,
  modifySuggestionAction,
  rejectSuggestionAction,
  snoozeSuggestionAction,
} from "@/app/_actions/suggestions";
import { openWriter } from "@/lib/ai/open-writer";

/** What can be done with a suggestion, wherever one stands. */
export const suggestionActionsOf = () => ({
  approve: approveSuggestionAction,
  modify: modifySuggestionAction,
  reject: rejectSuggestionAction,
  snooze: snoozeSuggestionAction,
  ...(openWriter() ? { compose: composeTextAction } : {}),
});
