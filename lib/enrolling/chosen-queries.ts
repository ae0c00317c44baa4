import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { askWithFilter } from "@/lib/filters/queries";
import { leadCondition } from "@/lib/filters/rules";
import type { ChosenPreview, PreviewChosenInput } from "./chosen-schema";
import { assessLeadsFor, getRunningSequence, toOutcome } from "./queries";
import type { Assessed } from "./rules";

/** Leads in one part: about half a second. */
const PART = 500;

/** What enrolling the next of the chosen would come to, by reason, as it stands now. Throws as enrolling does. */
export async function previewChosen(tx: OrgTx, input: PreviewChosenInput, ctx: Context): Promise<ChosenPreview> {
  const sequence = await getRunningSequence(tx, input.sequence_id);
  const { ids, next } = await listPart(tx, input, ctx);
  const list = ids.length > 0 ? await assessLeadsFor(tx, sequence, ids, ctx) : [];
  const count = (outcome: Assessed["outcome"]) => list.filter((one) => one.outcome === outcome).length;
  return {
    looked_at: list.length,
    ok: count("ok"),
    skipped: count("skipped"),
    decide: count("decide"),
    reasons: reasonsOf(list),
    next_cursor: next,
  };
}

async function listPart(tx: OrgTx, { ids, filter, except, cursor }: PreviewChosenInput, ctx: Context) {
  const after = decodeCursor("chosen", cursor, "text");
  if (ids) {
    const from = after ? ids.indexOf(after[1]) + 1 : 0;
    const part = ids.slice(from, from + PART);
    const last = part.at(-1);
    return { ids: part, next: last && from + PART < ids.length ? encodeCursor("chosen", [last, last]) : null };
  }
  const condition = leadCondition(ctx, filter ?? {});
  const params = [...condition.params];
  const put = (value: string) => `$${params.push(value)}::text`;
  const behind = after ? `and l.id > ${put(after[1])}::uuid` : "";
  const rows = await askWithFilter(tx, condition, () =>
    tx.sql.unsafe<{ id: string }[]>(
      `select l.id from leads l where ${condition.where} ${behind}
         and not (l.id = any (${put(`{${except.join(",")}}`)}::uuid[])) order by l.id limit ${PART}`,
      params,
    ),
  );
  const last = rows.at(-1);
  return {
    ids: rows.map((row) => row.id),
    next: rows.length === PART && last ? encodeCursor("chosen", [last.id, last.id]) : null,
  };
}

function reasonsOf(list: readonly Assessed[]): ChosenPreview["reasons"] {
  const found = new Map<string, ChosenPreview["reasons"][number]>();
  for (const one of list) {
    if (one.outcome === "ok") continue;
    const key = `${one.outcome} ${one.code}`;
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { outcome: one.outcome, code: one.code, count: 1, example: toOutcome(one) });
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count);
}
