import type { SettingsAction } from "@/components/settings/use-action";
import type { ComposedText } from "@/lib/ai/schema";
import type { Suggestion } from "@/lib/suggestions/schema";

/** What can be done with a suggestion, as a page hands it in. */
export type SuggestionActions = {
  approve: SettingsAction<{ id: string; version: number; send_at?: string; override_reason?: string }, Suggestion>;
  modify: SettingsAction<{ id: string; version: number; content: Record<string, unknown> }, Suggestion>;
  reject: SettingsAction<{ id: string; version: number; reason?: string }, Suggestion>;
  /** has a language model write the text; left out where none is set up */
  compose?: SettingsAction<{ suggestion_id: string }, ComposedText>;
  snooze: SettingsAction<{ id: string; until: string }, Suggestion>;
};
