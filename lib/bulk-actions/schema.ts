import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { leadStatusSchema, listLeadsInputSchema } from "@/lib/leads/schema";

export const MOST_LISTED = 10_000;
export const MOST_FOUND = 100_000;

const tag = z.string().trim().min(1, "A tag needs a name.").max(50, "A tag has at most 50 characters. Shorten it.");
const tags = z.array(tag).min(1, "Name at least one tag.").max(50, "A lead can have 50 tags. Remove some.");
const sayWhy = "Say why. It is shown to everybody who is stopped.";

/** The filters of `GET /api/leads`, without an order or a place. */
export const bulkFilterSchema = listLeadsInputSchema.omit({ sort: true, limit: true, cursor: true });
export type BulkFilter = z.output<typeof bulkFilterSchema>;

const tooMany = `List at most ${MOST_LISTED.toLocaleString("en")} leads, or give the filter that finds them.`;
const whom = {
  ids: z.array(z.uuid("This is not a lead's id.")).min(1, "Choose at least one lead.").max(MOST_LISTED, tooMany),
  filter: bulkFilterSchema,
  except: z.array(z.uuid()).max(MOST_LISTED, tooMany),
};
export const chosen = { ids: whom.ids.optional(), filter: whom.filter.optional(), except: whom.except.optional() };
/** A choice of leads that goes together: a list or a filter, and exceptions of a filter alone. */
export const oneChoice = <S extends z.ZodType<{ ids?: unknown; filter?: unknown; except?: unknown }>>(schema: S): S =>
  schema
    .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
      message: "Say which leads: ids, or a filter.",
      path: ["ids"],
    })
    .refine(({ filter, except }) => filter !== undefined || except === undefined, {
      message: "Only what a filter finds can have exceptions.",
      path: ["except"],
    });

/** `POST /api/leads/bulk`: what to do, and with which leads: these, or all that a filter finds but some. */
export const startBulkActionInputSchema = oneChoice(
  z.discriminatedUnion("action", [
    z.strictObject({ action: z.literal("assign"), owner_id: z.uuid("This is not a user's id.").nullable(), ...chosen }),
    z.strictObject({ action: z.literal("add_tags"), tags, ...chosen }),
    z.strictObject({ action: z.literal("remove_tags"), tags, ...chosen }),
    z.strictObject({
      action: z.literal("add_to_segment"),
      segment_id: z.uuid("This is not a segment's id."),
      ...chosen,
    }),
    z.strictObject({
      action: z.literal("change_status"),
      // A conversion makes a client, which each lead asks for by itself.
      status: leadStatusSchema.exclude(["converted"]),
      status_reason: z.string().trim().max(1000).optional(),
      ...chosen,
    }),
    z.strictObject({
      action: z.literal("do_not_contact"),
      reason: z.string(sayWhy).trim().min(1, sayWhy).max(1000),
      channel: z.string().trim().min(1).max(40).nullish(),
      ...chosen,
    }),
    z.strictObject({ action: z.literal("delete"), ...chosen }),
    z.strictObject({
      action: z.literal("enroll"),
      sequence_id: z.uuid("Choose a sequence."),
      /** those too against whom time alone speaks: they begin when the guard allows it */
      when_allowed: z.boolean().default(false),
      ...chosen,
    }),
  ]),
);
export type StartBulkActionInput = z.output<typeof startBulkActionInputSchema>;
export type AskedAction = StartBulkActionInput["action"];
type Asked = StartBulkActionInput extends infer One
  ? One extends unknown
    ? Omit<One, "ids" | "filter" | "except">
    : never
  : never;
/** What is done, as it is kept, without whom. Leads are put into a segment by its tag. */
export type BulkDetails = Exclude<Asked, { action: "add_to_segment" | Named["action"] }> | Named;
type Named = (Of<"add_tags"> & { segment?: string }) | (Of<"enroll"> & { sequence?: string });
type Of<A> = Extract<Asked, { action: A }>;
export type BulkActionName = BulkDetails["action"];

/** Which leads, as it is kept: a list is kept row by row. */
export type KeptChoice = { listed: number } | { filter: BulkFilter; except: string[] };

export const BULK_STATES = ["collecting", "running", "done", "cancelled", "failed"] as const;
export type BulkState = (typeof BULK_STATES)[number];

const person = z.object({ id: z.uuid(), name: z.string() });
const time = z.iso.datetime();

export const bulkActionSchema = z.object({
  id: z.uuid(),
  action: z.enum(["assign", "add_tags", "remove_tags", "change_status", "do_not_contact", "delete", "enroll"]),
  /** owner_id, tags, status, status_reason, reason, channel: as it was asked for */
  details: z.record(z.string(), z.unknown()),
  /** the new owner's name, where there is one */
  owner: person.nullable(),
  started_by: person,
  state: z.enum(BULK_STATES),
  total: z.number().int(),
  done: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  /** rows in a second, while it runs */
  rate: z.number().nullable(),
  seconds_left: z.number().int().nullable(),
  failure: z.string().nullable(),
  created_at: time,
  finished_at: time.nullable(),
  /** null: nothing can be taken back */
  undo: z
    .object({
      until: time,
      state: z.enum(["open", "over", "running", "done", "failed"]),
      restored: z.number().int(),
      kept: z.number().int(),
    })
    .nullable(),
});
export type BulkAction = z.infer<typeof bulkActionSchema>;

export const BULK_OUTCOMES = ["changed", "unchanged", "refused"] as const;
export const bulkRowSchema = z.object({
  id: z.uuid(),
  /** null: no such lead, or not in sight */
  lead: person.nullable(),
  asked_for: z.string().nullable(),
  /** null: not its turn yet */
  outcome: z.enum(BULK_OUTCOMES).nullable(),
  reason: z.string().nullable(),
  undo_outcome: z.enum(["restored", "kept"]).nullable(),
  undo_reason: z.string().nullable(),
  done_at: time.nullable(),
});
export type BulkRow = z.infer<typeof bulkRowSchema>;

export const bulkActionWithRowsSchema = bulkActionSchema.extend({
  rows: z.object({ data: z.array(bulkRowSchema), next_cursor: z.string().nullable() }),
});
export type BulkActionWithRows = z.infer<typeof bulkActionWithRowsSchema>;

export const bulkActionPageSchema = z.object({ data: z.array(bulkActionSchema), next_cursor: z.string().nullable() });
export type BulkActionPage = z.infer<typeof bulkActionPageSchema>;

const place = {
  ...pageInputSchema.shape,
};
export const listBulkActionsInputSchema = z.strictObject(place);
export const readBulkActionInputSchema = z.strictObject({
  id: z.uuid(),
  /** `kept`: what stood in the way of taking it back */
  outcome: z.enum([...BULK_OUTCOMES, "kept"]).optional(),
  ...place,
});
export type ReadBulkActionInput = z.output<typeof readBulkActionInputSchema>;
export const bulkActionIdInputSchema = z.strictObject({ bulk_action_id: z.uuid() });
export const startedBulkActionSchema = z.object({ id: z.uuid(), total: z.number().int() });
