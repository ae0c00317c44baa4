import type { Sequence } from "@/lib/sequences/schema";

type Narrowed = Partial<
  Record<"status" | "version_id" | "outcome" | "step_id" | "template_id" | "step_outcome" | "reply_class", string>
>;

/** The people of a sequence behind a figure of it. */
export const peopleHref = (sequenceId: string, narrowed: Narrowed = {}): string =>
  `/sequences/${sequenceId}?${new URLSearchParams({ tab: "people", ...narrowed }).toString().replaceAll("%2C", ",")}`;

type Counts = Sequence["enrollments"];
/** Everybody in a sequence is in one of these. */
export const STANDINGS = [
  {
    name: "Under way",
    status: "active,paused,parked",
    count: ({ active, paused, parked }: Counts) => active + paused + parked,
  },
  { name: "Finished", status: "finished", count: ({ finished }: Counts) => finished },
  { name: "Stopped", status: "stopped,failed", count: ({ stopped, failed }: Counts) => stopped + failed },
] as const;
