import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { requireLaterEnd } from "@/lib/dnc/rules";
import { dryRunOf, sortPaste } from "./dry-run-rules";
import { importDncEntries } from "./import-dnc-entries";
import { type PastedValue, type ReadPaste, readPaste } from "./paste-rules";
import { countStopped, countTouchedLeads, findStanding } from "./queries";
import {
  type DryRun,
  type ImportDncListInput,
  type ImportedList,
  importDncListInputSchema,
  MOST_AT_ONCE,
  MOST_LINES,
  pasteInputSchema,
} from "./schema";

/** What a pasted list would come to, without storing anything. Throws INVALID for more than 10,000 lines. */
export async function assessDncList(ctx: Context, raw: unknown): Promise<DryRun> {
  const input = parseInput(pasteInputSchema, raw);
  return (await assess(ctx, input)).dryRun;
}

/**
 * A pasted list onto the do-not-contact list: each line is stored, was there, or is reported with its reason. In parts of one
 * transaction each; cut off, the same again goes on where it stopped.
 */
export async function importDncList(ctx: Context, raw: unknown): Promise<ImportedList> {
  const input = parseInput(importDncListInputSchema, raw);
  const { dry_run, text: _, kind: __, column: ___, ...terms } = input;
  requireLaterEnd(input.expires_at, ctx.now);
  const { dryRun, fresh } = await assess(ctx, input);
  const { lines, counts, leads, unreadable, cancels } = dryRun;
  const answer = { dry_run, lines, counts, leads, unreadable };
  if (dry_run) return { ...answer, added: fresh.length, cancelled: cancels };
  const cancelled = { messages: 0, enrollments: 0, suggestions: 0 };
  let added = 0;
  for (let start = 0; start < fresh.length; start += MOST_AT_ONCE) {
    const entries = fresh.slice(start, start + MOST_AT_ONCE).map(({ kind, value }) => ({ kind, value }));
    const part = await importDncEntries(ctx, { ...terms, entries });
    added += part.added;
    for (const name of Object.keys(cancelled) as (keyof typeof cancelled)[]) cancelled[name] += part.cancelled[name];
  }
  return { ...answer, added, cancelled };
}

type Asked = Pick<ImportDncListInput, "text" | "kind" | "column" | "channel">;

async function assess(
  ctx: Context,
  { text, kind, column, channel }: Asked,
): Promise<{ dryRun: DryRun; fresh: PastedValue[] }> {
  const paste = readAsked(ctx, { text, kind, column });
  refuseTooMany(paste);
  const values = paste.values.map(({ kind, value }) => ({ kind, value }));
  return read(ctx, "dnc:write", async (tx) => {
    const standing = await findStanding(tx, values, channel ?? null, ctx.now);
    const sorted = sortPaste(paste, standing);
    const [stopped, touched] = await Promise.all([
      countStopped(tx, sorted.fresh, channel ?? null),
      countTouchedLeads(tx, sorted.fresh),
    ]);
    return { dryRun: dryRunOf(paste, sorted, touched, stopped), fresh: sorted.fresh };
  });
}

const readAsked = (ctx: Context, { text, kind, column }: Omit<Asked, "channel">) =>
  readPaste(text, { kind: kind ?? null, column: column ?? null, region: ctx.defaultRegion });

/** The lines of a list that cannot be read: the same whenever it comes. */
export const unreadableOf = (ctx: Context, input: ImportDncListInput): ImportedList["unreadable"] =>
  readAsked(ctx, input).unreadable;

function refuseTooMany({ lines }: ReadPaste): void {
  if (lines > MOST_LINES)
    throw invalid("text", `These are ${lines.toLocaleString("en")} lines, the most at once is 10,000. Split the list.`);
}
