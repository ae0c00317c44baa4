import type { Frequency } from "@/lib/view-mails/schema";

export const FREQUENCY_WORDS: Record<Frequency, string> = {
  daily: "Every day",
  weekly: "Every week",
  monthly: "Every month",
};
