import { chanceOf } from "./chance";
import type { TouchStep } from "./steps";

const readings: [RegExp, "voicemail" | "no_answer" | "busy" | "gatekeeper"][] = [
  [/voicemail/i, "voicemail"],
  [/no answer/i, "no_answer"],
  [/busy/i, "busy"],
  [/assistant|reception/i, "gatekeeper"],
];

/** How a call went, as its text says; how long it took follows from that. */
export function callOf({ method, direction, body, planned }: TouchStep, key: string) {
  if (method !== "call" || planned) return {};
  const chance = chanceOf(`length of ${key}`);
  const outcome = direction === "inbound" ? undefined : readings.find(([words]) => words.test(body ?? ""))?.[1];
  if (outcome) return { call_outcome: outcome, duration_seconds: chance.between(12, 48) };
  return { call_outcome: "connected" as const, duration_seconds: chance.between(140, 1100) };
}
