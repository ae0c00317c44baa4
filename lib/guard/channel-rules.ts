/** Every channel a touch can use; push and webhook do not count as contact. */
export const CHANNELS = ["email", "linkedin", "call", "sms", "whatsapp", "meeting", "other"] as const;

/** The four channels that have a verdict on every screen, in the order they are always shown. */
export const VERDICT_CHANNELS = [
  "email",
  "linkedin",
  "call",
  "sms",
] as const satisfies readonly (typeof CHANNELS)[number][];
