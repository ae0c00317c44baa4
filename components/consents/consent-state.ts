import type { RecordedConsent } from "@/lib/consents/schema";
import type { Problem } from "@/lib/guard/schema";

/** What the action answers: what is wrong and what was typed, or what was recorded. */
export type ConsentState = { problem?: Problem; typed?: Record<string, string>; recorded?: RecordedConsent };
export type RecordConsentAction = (state: ConsentState, form: FormData) => Promise<ConsentState>;
