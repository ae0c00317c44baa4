import type { Level } from "@/lib/autonomy/schema";

export const LEVEL_NAMES: Record<Level, string> = {
  off: "Off",
  suggest: "Suggest",
  one_click: "One click",
  automatic: "Automatic",
};

/** What each level means, in the order of the choice. */
export const LEVEL_WORDS: readonly [Level, string][] = [
  ["off", "nothing of the kind is suggested"],
  ["suggest", "you read the draft, then send it"],
  ["one_click", "a button beside it sends it as it stands"],
  ["automatic", "it is carried out in your name without a press, as soon as no rule speaks against it"],
];
