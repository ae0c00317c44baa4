import { z } from "zod";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";

export const TRIGGER_KINDS = [
  "manual",
  "segment_entered",
  "status_changed",
  "tag_added",
  "lead_created",
  "imported",
  "api",
] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

/** What enrolls people: people and programs alone, or something that happens to a lead as well. */
export const triggerSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("manual") }),
  z.strictObject({ kind: z.literal("segment_entered"), segment_id: z.uuid() }),
  z.strictObject({
    kind: z.literal("status_changed"),
    to: z.array(z.enum(LEAD_STATUSES)).min(1, "Choose at least one status.").max(LEAD_STATUSES.length),
  }),
  z.strictObject({ kind: z.literal("tag_added"), tag: z.string().trim().min(1, "Choose a tag.").max(60) }),
  z.strictObject({ kind: z.literal("lead_created") }),
  z.strictObject({ kind: z.literal("imported") }),
  /** added by a program */
  z.strictObject({ kind: z.literal("api") }),
]);
export type Trigger = z.infer<typeof triggerSchema>;
export type ActiveTrigger = Exclude<Trigger, { kind: "manual" }>;
