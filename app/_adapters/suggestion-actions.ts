import {
  approveSuggestionAction,
  modifySuggestionAction,
  rejectSuggestionAction,
  snoozeSuggestionAction,
} from "@/app/_actions/suggestions";

/** What can be done with a suggestion, wherever one stands. */
export const suggestionActions = {
  approve: approveSuggestionAction,
  modify: modifySuggestionAction,
  reject: rejectSuggestionAction,
  snooze: snoozeSuggestionAction,
};
