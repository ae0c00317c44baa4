import type { Resolution } from "@/lib/collisions/schema";
import { RESOLUTIONS } from "@/lib/collisions/schema";

export const RESOLUTION_NAMES: Record<Resolution, string> = {
  no_harm: "No harm done",
  agreed: "Agreed between the reps",
  apologised: "We apologised",
  coached: "Talked it through",
  rule_to_change: "The rule should change",
};

export const RESOLUTION_OPTIONS = [
  { value: "", label: "Nothing yet" },
  ...RESOLUTIONS.map((value) => ({ value, label: RESOLUTION_NAMES[value] })),
];

/** The resolution out of a select that offers nothing else; null: nothing yet. */
export const resolutionOf = (value: string): Resolution | null => RESOLUTIONS.find((one) => one === value) ?? null;
