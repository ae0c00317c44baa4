import { read } from "@/lib/core/read";
import type { Filter } from "@/lib/filters/schema";
import { createSegment } from "@/lib/segments/create-segment";
import type { Visibility } from "@/lib/segments/schema";
import { listTags } from "@/lib/tags/queries";
import type { TagColour } from "@/lib/tags/schema";
import { updateTag } from "@/lib/tags/update-tag";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import type { Who } from "./sign-ins";
import type { Stage } from "./teller";

const segments: readonly { by: Who; name: string; visibility: Visibility; filter: Filter }[] = [
  {
    by: "manager",
    name: "Hot and silent for two weeks",
    visibility: "public",
    filter: {
      and: [
        { field: "score", op: "at_least", value: 60 },
        { field: "last_contacted_at", op: "not_in_last_days", value: 14 },
        { not: { field: "status", op: "any_of", value: ["converted", "lost", "unqualified"] } },
      ],
    },
  },
  {
    by: "manager",
    name: "Cold chain, decision makers",
    visibility: "public",
    filter: { field: "tags", op: "all_of", value: ["cold chain", "decision maker"] },
  },
  {
    by: "rep1",
    name: "Mine that wait for an answer",
    visibility: "private",
    filter: {
      and: [
        { field: "owner", op: "is", value: "me" },
        { field: "needs_reply", op: "is", value: true },
      ],
    },
  },
];

const colours: readonly [string, TagColour][] = [
  ["cold chain", "blue"],
  ["decision maker", "green"],
  ["GDP pharma", "violet"],
];

/** How the leads are looked at: three segments, and colours for the tags that matter. */
export async function tellShapes(stage: Stage, calendar: Calendar): Promise<void> {
  for (const { by, ...segment } of segments) {
    const ctx = stage.as(by, calendar.hoursAgo(30), `segment ${segment.name}`);
    await onceFree(() => createSegment(ctx, segment));
  }
  const reader = stage.as("manager", calendar.hoursAgo(30), "reads tags");
  const tags = await read(reader, "tags:read", listTags);
  for (const [name, colour] of colours) {
    const tag = tags.find((one) => one.name === name);
    const ctx = stage.as("manager", calendar.hoursAgo(30), `colour of ${name}`);
    if (tag) await onceFree(() => updateTag(ctx, { tag_id: tag.id, colour }));
  }
}
