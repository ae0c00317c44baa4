/** What a decision about an enrollment is; apart from its table, since screens know it too. */
export const enrollmentEventKinds = [
  "enrolled",
  "sent",
  "asked",
  "done",
  "skipped",
  "waited",
  "deferred",
  "branched",
  "parked",
  "paused",
  "resumed",
  "moved",
  "stopped",
  "finished",
  "failed",
] as const;
