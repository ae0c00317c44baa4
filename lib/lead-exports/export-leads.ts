import writeXlsxFile, { type SheetData } from "write-excel-file/node";
import type { Context } from "@/lib/core/context";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { readInLine } from "@/lib/core/read-in-line";
import { filterSchema } from "@/lib/filters/schema";
import type { Lead } from "@/lib/leads/schema";
import { getSegment } from "@/lib/segments/queries";
import { chosenCondition, listExported } from "./queries";
import { recordExport } from "./record-export";
import { csvOf, header, rowOf, sheetRowOf, widths } from "./rules";
import { type ExportInput, exportChosenInputSchema, exportLeadsInputSchema, exportSegmentInputSchema } from "./schema";

export type LeadFile = { type: string; extension: string; body: ReadableStream<Uint8Array> };

const pageSize = 250;

/** The leads that a filter finds and this person sees, as a file; a million of them never lie in memory. On record before the first leaves. */
export async function exportLeads(ctx: Context, query: Record<string, string>): Promise<LeadFile> {
  const { format, ...filter } = parseInput(exportLeadsInputSchema, query);
  return exportInput(ctx, { format, filter });
}

/** The same of leads that were chosen: these, or what a filter finds but some. */
export const exportChosen = async (ctx: Context, body: unknown): Promise<LeadFile> =>
  exportInput(ctx, parseInput(exportChosenInputSchema, body));

/** The same of the leads in a segment; on record with its name. */
export async function exportSegment(ctx: Context, query: Record<string, string>): Promise<LeadFile> {
  const { id, format } = parseInput(exportSegmentInputSchema, query);
  const { name, filter } = await read(ctx, "leads:export", (tx) => getSegment(tx, ctx, id));
  return exportInput(ctx, { format, filter: { filter: filterSchema.parse(filter) }, segment: { id, name } });
}

async function exportInput(ctx: Context, input: ExportInput): Promise<LeadFile> {
  await recordExport(ctx, input);
  return input.format === "xlsx" ? excelFile(ctx, input) : csvFile(ctx, input);
}

function csvFile(ctx: Context, input: ExportInput): LeadFile {
  const pages = pagesOf(ctx, input);
  const encoder = new TextEncoder();
  let begun = false;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (!begun) {
        begun = true;
        // The mark by which spreadsheets know UTF-8.
        return controller.enqueue(encoder.encode(`\uFEFF${csvOf([header])}`));
      }
      const { done, value } = await pages.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(csvOf(value.map(rowOf))));
    },
    cancel: async () => void (await pages.return(undefined)),
  });
  return { type: "text/csv; charset=utf-8", extension: "csv", body };
}

async function excelFile(ctx: Context, input: ExportInput): Promise<LeadFile> {
  const rows: SheetData = [header.map((value) => ({ value: String(value), fontWeight: "bold" as const }))];
  for await (const page of pagesOf(ctx, input)) rows.push(...page.map(sheetRowOf));
  const bytes = await writeXlsxFile(rows, { stickyRowsCount: 1, columns: widths }).toBuffer();
  const body = new Blob([new Uint8Array(bytes)]).stream();
  return { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", extension: "xlsx", body };
}

async function* pagesOf(
  ctx: Context,
  { format: _, segment: __, ...chosen }: ExportInput,
): AsyncGenerator<Lead[], void> {
  for (let after: string | null = null; ; ) {
    const place: { after: string | null; before: Date; limit: number } = { after, before: ctx.now, limit: pageSize };
    const page: Lead[] = await readInLine(ctx, "leads:export", (tx) =>
      listExported(tx, chosenCondition(ctx, chosen), place),
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    after = page.at(-1)?.id ?? null;
  }
}
