import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { listLeadsInputSchema } from "@/lib/leads/schema";

export const VIEW_VISIBILITIES = ["private", "team", "public"] as const;
export type ViewVisibility = (typeof VIEW_VISIBILITIES)[number];

/** Columns as the address of the list has them, "name.60.pin,company": the list reads what it knows of it. */
export const columnsSchema = z
  .string()
  .max(600, "These are more columns than the list has. Leave some out.")
  .regex(
    /^[a-z_]+(\.[a-z0-9]+)*(,[a-z_]+(\.[a-z0-9]+)*)*$/,
    "Give columns as the list's address has them: name,company.",
  );

const lookSchema = listLeadsInputSchema
  .omit({ limit: true, cursor: true })
  .extend({ columns: columnsSchema.optional(), layout: z.enum(["board"]).optional() });

/** What the list's address says: its filters, order, columns and layout, by name. What the list would refuse is refused here. */
export const viewQuerySchema = z.record(z.string().max(40), z.string().max(20_000)).superRefine((query, check) => {
  for (const issue of lookSchema.safeParse(query).error?.issues ?? []) {
    check.addIssue({ code: "custom", path: issue.path, message: issue.message });
  }
});
export type ViewQuery = z.output<typeof viewQuerySchema>;

const viewFields = {
  name: z
    .string()
    .trim()
    .min(1, "Give the view a name.")
    .max(80, "The name is longer than 80 characters. Shorten it.")
    .refine((text) => !/\p{Cc}/u.test(text), "The name holds a line break or control character. Remove it."),
  visibility: z.enum(VIEW_VISIBILITIES),
  query: viewQuerySchema,
};

export const saveViewInputSchema = z.strictObject({
  ...viewFields,
  visibility: viewFields.visibility.default("private"),
  query: viewFields.query.default({}),
});

export const updateViewInputSchema = z.strictObject({
  view_id: z.uuid(),
  name: viewFields.name.optional(),
  visibility: viewFields.visibility.optional(),
  query: viewFields.query.optional(),
  /** among the views, smallest first */
  position: z.number().int().min(0).max(1_000_000).optional(),
  if_version: z.number().int().optional(),
});

export const viewIdInputSchema = z.strictObject({ view_id: z.uuid() });
export const setDefaultViewInputSchema = z.strictObject({ view_id: z.uuid().nullable() });
export const setListColumnsInputSchema = z.strictObject({ columns: columnsSchema.nullable() });

export const savedViewSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  visibility: z.enum(VIEW_VISIBILITIES),
  owner: z.object({ id: z.uuid(), name: z.string() }),
  query: z.record(z.string(), z.string()),
  position: z.number().int(),
  /** the list opens with it for who asks */
  is_default: z.boolean(),
  /** who asks may change and delete it */
  may_change: z.boolean(),
  version: z.number().int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

export const listViewsInputSchema = pageInputSchema;
export type ListViewsInput = z.output<typeof listViewsInputSchema>;

export const defaultViewSchema = z.object({ view_id: z.uuid().nullable() });
