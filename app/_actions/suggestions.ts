"use server";

import { asAction, toAction } from "@/app/_adapters/action";
import { composeText } from "@/lib/ai/compose-text";
import { openWriter } from "@/lib/ai/open-writer";
import { approveSuggestion } from "@/lib/suggestions/approve-suggestion";
import { modifySuggestion } from "@/lib/suggestions/modify-suggestion";
import { rejectSuggestion } from "@/lib/suggestions/reject-suggestion";
import { snoozeSuggestion } from "@/lib/suggestions/snooze-suggestion";

export async function approveSuggestionAction(raw: unknown) {
  return toAction(approveSuggestion, { revalidate: "/" })(raw);
}

export async function modifySuggestionAction(raw: unknown) {
  return toAction(modifySuggestion, { revalidate: "/" })(raw);
}

export async function rejectSuggestionAction(raw: unknown) {
  return toAction(rejectSuggestion, { revalidate: "/" })(raw);
}

export async function snoozeSuggestionAction(raw: unknown) {
  return toAction(snoozeSuggestion, { revalidate: "/" })(raw);
}

export async function composeTextAction(raw: unknown) {
  return asAction(({ context }) => composeText(context, openWriter(), raw));
}
