import { saveRule } from "@/lib/assignment-rules/save-rule";
import { read } from "@/lib/core/read";
import type { Filter } from "@/lib/filters/schema";
import { createLead } from "@/lib/leads/create-lead";
import { saveView } from "@/lib/saved-views/save-view";
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
    by: "manager",
    name: "Mine, never contacted",
    visibility: "public",
    filter: {
      and: [
        { field: "owner", op: "is", value: "me" },
        { field: "status", op: "any_of", value: ["new", "enriched"] },
      ],
    },
  },
  {
    by: "manager",
    name: "Nobody's yet, with an address",
    visibility: "public",
    filter: {
      and: [
        { field: "owner", op: "is_not_set" },
        { field: "email", op: "is_set" },
        { field: "status", op: "any_of", value: ["new", "enriched"] },
      ],
    },
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

const VIEW = "name,company,status,owner,tags,last,verdict,score";

/** Known here by her email alone. */
const atTheFair = {
  first_name: "Sofia",
  last_name: "Brandt",
  company: "Umbra Cold Storage",
  phone: "+49 30 55501426",
  source: "Fair",
};

const colours: readonly [string, TagColour][] = [
  ["cold chain", "blue"],
  ["decision maker", "green"],
  ["GDP pharma", "violet"],
];

/** How the leads are looked at and given out: segments, a view, colours for the tags that matter, a rule; and somebody who was added twice. */
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
  const as = (who: Who, what: string) => stage.as(who, calendar.hoursAgo(29), what);
  const view = {
    name: "Longest silent first",
    visibility: "public",
    query: { sort: "last_contacted_at", columns: VIEW },
  };
  await onceFree(() => saveView(as("manager", "view of the silent"), view));
  const members = (["rep1", "rep2", "rep3"] as const).map((who) => ({ user_id: stage.ids.get(who) }));
  const rule = { name: "Website, in turn", sources: ["website"], members };
  await onceFree(() => saveRule(as("admin", "rule for the website"), rule));
  await onceFree(() => createLead(as("rep4", "Sofia at the fair"), atTheFair));
}
