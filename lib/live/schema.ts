import { z } from "zod";

export const personOrNobodySchema = z.object({ id: z.uuid(), name: z.string() }).nullable();
const person = personOrNobodySchema;

/** `lead.contacted` and `lead.replied`: one touch, as everyone looking at the lead learns of it. */
export const touchNewsSchema = z.object({
  lead_id: z.uuid(),
  communication_id: z.uuid().nullable(),
  user: person,
  method: z.string().nullable(),
  subject: z.string().nullable(),
  at: z.iso.datetime(),
});

/** `lead.changed`: the names of what changed, never the values. */
export const leadChangeSchema = z.object({
  lead_id: z.uuid(),
  user: person,
  fields: z.array(z.string()),
  at: z.iso.datetime(),
});

/** `notification`: for one user alone. */
export const notificationSchema = z.object({
  notification_id: z.uuid().nullable(),
  lead_id: z.uuid().nullable(),
  at: z.iso.datetime(),
});

/** `lead.viewing`: somebody began or stopped to look at a lead. Not kept, so it has no id. */
export const viewingNewsSchema = z.object({
  lead_id: z.uuid(),
  user: person,
  viewing: z.boolean(),
  at: z.iso.datetime(),
});

/** `lead.drafting`: somebody began or stopped to write to a lead, or took over from `taken_from`. `user` is null for who is not named. */
export const draftingNewsSchema = z.object({
  lead_id: z.uuid(),
  user: person,
  method: z.string().nullable(),
  drafting: z.boolean(),
  until: z.iso.datetime().nullable(),
  taken_from: z.uuid().nullable(),
  at: z.iso.datetime(),
});

/** `bulk.progress`, `import.progress`: how far long work has come. Not kept, so it has no id. */
export const progressSchema = z.object({
  /** of the bulk action, of the import */
  id: z.uuid(),
  state: z.string(),
  done: z.number().int(),
  /** null: not known yet */
  total: z.number().int().nullable(),
  /** rows in a second */
  rate: z.number().nullable(),
  seconds_left: z.number().int().nullable(),
  at: z.iso.datetime(),
});
export type Progress = z.infer<typeof progressSchema>;

/** `reset`: what happened since is not told any more, so everything shown must be read anew. */
export const resetSchema = z.object({ position: z.number().int() });

export const liveEventSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("lead.contacted"), body: touchNewsSchema }),
  z.object({ kind: z.literal("lead.replied"), body: touchNewsSchema }),
  z.object({ kind: z.literal("lead.changed"), body: leadChangeSchema }),
  z.object({ kind: z.literal("notification"), body: notificationSchema }),
  z.object({ kind: z.literal("reset"), body: resetSchema }),
  z.object({ kind: z.literal("lead.viewing"), body: viewingNewsSchema }),
  z.object({ kind: z.literal("lead.drafting"), body: draftingNewsSchema }),
  z.object({ kind: z.literal("bulk.progress"), body: progressSchema }),
  z.object({ kind: z.literal("import.progress"), body: progressSchema }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
export type LiveKind = LiveEvent["kind"];
export type TouchNews = z.infer<typeof touchNewsSchema>;

/** `POST /api/leads/{id}/viewing`: again every few seconds while somebody looks, `looking: false` when they stop. */
export const viewLeadInputSchema = z.strictObject({ lead_id: z.uuid(), looking: z.boolean().default(true) });
export const viewingSchema = z.object({ viewers: z.array(z.object({ id: z.uuid(), name: z.string() })) });
export type Viewing = z.infer<typeof viewingSchema>;

/** `GET /api/live`: for those who cannot set the Last-Event-ID header. */
export const listenInputSchema = z.strictObject({ last_event_id: z.string().max(40).optional() });
