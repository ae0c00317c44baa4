import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { dayIn } from "@/lib/core/time";
import { getBaseCurrency } from "@/lib/deals/queries";
import { emit } from "@/lib/events/emit";
import { getRateOn } from "@/lib/exchange-rates/queries";
import { findSourcesByWords } from "@/lib/sources/queries";
import { findSourceCost } from "./queries";
import { type CostLine, rateDayOf, readCostTable } from "./rules";
import { type ImportedSourceCosts, importSourceCostsInputSchema } from "./schema";
import { insertCosts } from "./store";

const MOST_ROWS = 2000;

/** Records the costs of a table. A line that cannot be stored says why; the same table again stores nothing twice. */
export const importSourceCosts = defineCommand({
  name: "importSourceCosts",
  permission: "sources:write",
  input: importSourceCostsInputSchema,
  run: async (tx, { text, dry_run }, ctx): Promise<ImportedSourceCosts> => {
    const { lines, problems, rows } = readCostTable(text, await getBaseCurrency(tx));
    if (rows > MOST_ROWS)
      throw invalid("text", `The table has ${rows} lines, at most ${MOST_ROWS} go at once. Split it.`);
    const sources = await findSourcesByWords(tx, [...new Set(lines.map((one) => one.source.toLowerCase()))]);
    const seen = new Set<string>();
    const added: string[] = [];
    let unchanged = 0;
    for (const line of lines) {
      const answer = await storeLine(tx, ctx, line, sources.get(line.source.toLowerCase()), { seen, dry: dry_run });
      if ("id" in answer) added.push(answer.id);
      else if ("message" in answer) problems.push({ line: line.line, message: answer.message });
      else unchanged += 1;
    }
    if (added.length > 0 && !dry_run) {
      await emit(tx, ctx, [{ kind: "source_costs.imported", payload: { costs: added.length, cost_ids: added } }]);
    }
    const sorted = problems.toSorted((a, b) => a.line - b.line);
    return { rows, created: added.length, unchanged, rejected: rows - added.length - unchanged, problems: sorted };
  },
});

type Answer = { id: string } | { message: string } | { unchanged: true };
type Run = { seen: Set<string>; dry: boolean };

async function storeLine(
  tx: OrgTx,
  ctx: Context,
  line: CostLine,
  sourceId: string | undefined,
  { seen, dry }: Run,
): Promise<Answer> {
  const { source, month, kind, amount_minor, currency, note } = line;
  const today = dayIn(ctx.now, ctx.timezone);
  if (!sourceId) return { message: `There is no source "${source}". Add it, or use the name it has.` };
  if (month > today.slice(0, 7)) return { message: "The costs of a future month are not known yet." };
  const key = `${sourceId} ${month} ${kind}`;
  if (seen.has(key)) return { message: "The same source, month and kind stand in a line above." };
  seen.add(key);
  const there = await findSourceCost(tx, { source_id: sourceId, month, kind });
  if (there && there.amount_minor === amount_minor && there.currency === currency) return { unchanged: true };
  if (there) return { message: "There is another amount for this source, month and kind already. Correct that one." };
  const held = await rateOrReason(tx, currency, rateDayOf(month, today));
  if ("message" in held) return held;
  const id = newId();
  if (dry) return { id };
  const cost = {
    id,
    source_id: sourceId,
    month,
    kind,
    amount_minor,
    currency,
    note,
    by: ctx.actor.userId,
    at: ctx.now,
  };
  const [stored] = await insertCosts(tx, [{ ...cost, ...held }]);
  return stored ? { id: stored } : { message: "Somebody stored a cost for this source, month and kind just now." };
}

async function rateOrReason(tx: OrgTx, currency: string, day: string) {
  try {
    return await getRateOn(tx, currency, day);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { message: error.detail.replace(/^currency: /, "") };
  }
}
