import { z } from "zod";
import { cancelledSchema, DNC_SOURCES, dncKindSchema, LEGAL_SOURCES } from "@/lib/dnc/schema";

/** The most lines at once, and the most entries in one transaction: each holds a lock until its end. */
export const MOST_LINES = 10_000;
export const MOST_AT_ONCE = 500;

const pastedKindSchema = dncKindSchema.exclude(["person"]);
const terms = {
  channel: z.string().trim().min(1).max(40).nullish(),
  reason: z.string().trim().min(1, "Say why. It is shown to everybody who is stopped.").max(1000),
  source: z.enum(DNC_SOURCES).default("import"),
  evidence: z.string().max(10_000).nullish(),
  expires_at: z.iso.datetime({ offset: true }).nullish(),
};
const lasting = [
  (entry: { expires_at?: string | null; source: string }) =>
    !(entry.expires_at && (LEGAL_SOURCES as readonly string[]).includes(entry.source)),
  { message: "A legal opt-out never expires. Leave this out.", path: ["expires_at"] as PropertyKey[] },
] as const;

/** Entries in their normal form, at most 500: one transaction. */
export const importDncEntriesInputSchema = z
  .strictObject({
    entries: z
      .array(z.strictObject({ kind: pastedKindSchema, value: z.string().max(1000) }))
      .min(1)
      .max(MOST_AT_ONCE),
    ...terms,
  })
  .refine(...lasting);
export const importedEntriesSchema = z.object({
  added: z.number().int(),
  present: z.number().int(),
  cancelled: cancelledSchema,
});
export type ImportedEntries = z.infer<typeof importedEntriesSchema>;

const pasteFields = {
  text: z.string().max(5_000_000, "This is more than 5 MB. Keep only the column with the addresses, or split it."),
  kind: pastedKindSchema.nullish(),
  column: z.string().trim().max(200).nullish(),
};

/** `POST /api/dnc/import`, and the dialog: a pasted list or the text of a file. */
export const pasteInputSchema = z.strictObject({ ...pasteFields, channel: terms.channel });
export const importDncListInputSchema = z
  .strictObject({ ...pasteFields, ...terms, dry_run: z.boolean().default(false) })
  .refine(...lasting);
export type ImportDncListInput = z.output<typeof importDncListInputSchema>;

/** What one line comes to: new, made wider (one channel becomes all), there already, twice in the paste, or not readable. */
export const LINE_RESULTS = ["new", "wider", "present", "duplicate", "unreadable"] as const;
export const pastedLineSchema = z.object({
  line: z.number().int(),
  given: z.string(),
  kind: pastedKindSchema.nullable(),
  value: z.string().nullable(),
  result: z.enum(LINE_RESULTS),
  /** of a line that is not readable */
  reason: z.string().nullable(),
  /** since when it is there */
  since: z.iso.datetime().nullable(),
  leads: z.number().int(),
});
export type PastedLine = z.infer<typeof pastedLineSchema>;

export const dryRunSchema = z.object({
  lines: z.number().int(),
  counts: z.object(
    Object.fromEntries(LINE_RESULTS.map((one) => [one, z.number().int()])) as Record<
      (typeof LINE_RESULTS)[number],
      z.ZodInt
    >,
  ),
  leads: z.number().int(),
  cancels: cancelledSchema,
  /** the first of each result, in the order of the lines */
  shown: z.array(pastedLineSchema),
  /** every line that is not readable */
  unreadable: z.array(z.object({ line: z.number().int(), given: z.string(), reason: z.string() })),
});
export type DryRun = z.infer<typeof dryRunSchema>;

/** With `dry_run` nothing is stored: `added` and `cancelled` are what would be. */
export const importedListSchema = dryRunSchema.omit({ cancels: true, shown: true }).extend({
  dry_run: z.boolean(),
  added: z.number().int(),
  cancelled: cancelledSchema,
});
export type ImportedList = z.infer<typeof importedListSchema>;
export const importedFiguresSchema = importedListSchema.omit({ unreadable: true });
export type ImportedFigures = z.infer<typeof importedFiguresSchema>;
