import type { ActiveTrigger } from "@/lib/sequences/trigger-schema";

/** Why somebody was enrolled by itself, as it stands at their enrollment. */
export function causeWords(trigger: ActiveTrigger): string {
  switch (trigger.kind) {
    case "segment_entered":
      return "Enrolled by itself: they came into the segment.";
    case "status_changed":
      return "Enrolled by itself: their status changed.";
    case "tag_added":
      return `Enrolled by itself: the tag "${trigger.tag}" was added.`;
    case "imported":
      return "Enrolled by itself: they were imported.";
    case "api":
      return "Enrolled by itself: a program added them.";
    case "lead_created":
      return "Enrolled by itself: they were added.";
  }
}
