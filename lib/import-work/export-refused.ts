import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { openLeadFile } from "@/lib/lead-files/open-lead-file";
import { errorHeader, errorLine } from "@/lib/lead-imports/error-file-rules";
import { planOf } from "@/lib/lead-imports/plan-rules";
import { readImport } from "@/lib/lead-imports/queries";
import { readDraft } from "@/lib/lead-rows/rules";

/** What `exportErrors` answers of an import that was stored, of one that was only tried: the rows that it would refuse, read from the file again. */
export async function* exportRefused(ctx: Context, importId: string, path: string): AsyncGenerator<string> {
  const one = await read(ctx, "leads:write", (tx) => readImport(tx, ctx, importId));
  const plan = planOf(one, ctx);
  yield errorHeader(one.header);
  const { rows } = await openLeadFile(path);
  for await (const piece of rows()) {
    const lines = piece.flatMap((row) => {
      const { problems } = readDraft(row, plan, ctx.now);
      return problems ? errorLine({ ...row, problems }) : [];
    });
    if (lines.length > 0) yield lines.join("");
  }
}
