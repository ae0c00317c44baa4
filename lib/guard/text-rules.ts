import { plusSeconds } from "@/lib/core/time";
import { SPOKEN_CHANNELS } from "@/lib/texts/rules";
import type { Rule } from "./fact-rules";
import { relativeTime } from "./wording-rules";

/** Nearly what this person or company received within the window, by anyone, compared as `comparableText`. */
export const textIsNew: Rule = {
  code: "SIMILAR_MESSAGE",
  result: "warn",
  overridableFrom: "rep",
  passes: "The text is not nearly one that was sent before.",
  skips: "No text to compare.",
  applies: ({ text }, channel) => text !== null && !SPOKEN_CHANNELS.includes(channel.code),
  find: ({ settings, similar }, _channel, _asker, at) => {
    if (!similar) return null;
    const { touch, similarity } = similar;
    const until = plusSeconds(touch.at, settings["guard.similarity.window_days"] * 86_400);
    const who = touch.hidden ? "A colleague" : (touch.user?.name ?? "Somebody");
    const message = touch.waiting
      ? `${who} has nearly the same text waiting to go.`
      : `${who} sent nearly the same text ${relativeTime(touch.at, at)}.`;
    return { message, holder: touch, until, similarity };
  },
};
