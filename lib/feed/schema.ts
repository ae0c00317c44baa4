import { z } from "zod";
import { touchSchema } from "@/lib/communications/schema";
import { pageInputSchema } from "@/lib/core/schema";
import { noteSchema } from "@/lib/notes/schema";

/** What a line of a lead's record is about, apart from touches and notes. */
export const RECORD_KINDS = ["status", "assignment", "score", "dnc", "import", "merge"] as const;
export const recordKindSchema = z.enum(RECORD_KINDS);

export const FEED_KINDS = ["touch", "note", ...RECORD_KINDS] as const;
export const feedKindSchema = z.enum(FEED_KINDS);
export type FeedKind = z.infer<typeof feedKindSchema>;

/** What is asked for on its own, under one permission. */
export const FEED_PARTS = ["touches", "notes", "record", "dnc"] as const;
export const feedPartSchema = z.enum(FEED_PARTS);
export type FeedPart = z.infer<typeof feedPartSchema>;

const placed = { id: z.uuid(), at: z.iso.datetime() };

/** Something that happened to the lead: who, from what, to what, and why as far as somebody said. */
export const recordEntrySchema = z.object({
  ...placed,
  kind: recordKindSchema,
  /** `status.changed`, `dnc.removed` and the like */
  what: z.string(),
  /** null: it happened by itself */
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string().nullable(),
  /** what moved a status (`user`, `log`, `reply`, `rule`, `import`, `merge`, `undo`); the rule that gave the lead to somebody */
  how: z.string().nullable(),
  /** how long the lead was in the status before */
  seconds: z.number().nullable(),
});
export type RecordEntry = z.infer<typeof recordEntrySchema>;

export const feedEntrySchema = z.discriminatedUnion("kind", [
  z.object({ ...placed, kind: z.literal("touch"), touch: touchSchema }),
  z.object({ ...placed, kind: z.literal("note"), note: noteSchema }),
  ...RECORD_KINDS.map((kind) => recordEntrySchema.extend({ kind: z.literal(kind) })),
  /** a part that could not be read: it stands for what would be here */
  z.object({ kind: z.literal("error"), at: z.iso.datetime(), part: feedPartSchema, detail: z.string() }),
]);
export type FeedEntry = z.infer<typeof feedEntrySchema>;

export const listFeedInputSchema = pageInputSchema.extend({
  id: z.uuid(),
  /** by comma; left out: everything */
  kinds: z
    .string()
    .max(200)
    .transform((text) => text.split(",").map((kind) => kind.trim()))
    .pipe(z.array(feedKindSchema).min(1))
    .optional(),
});
export type ListFeedInput = z.output<typeof listFeedInputSchema>;

export const feedPageSchema = z.object({ data: z.array(feedEntrySchema), next_cursor: z.string().nullable() });
export type FeedPage = z.infer<typeof feedPageSchema>;
