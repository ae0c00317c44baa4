import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { listSequences } from "@/lib/sequences/queries";
import type { Sequence } from "@/lib/sequences/schema";
import { updateSequence } from "@/lib/sequences/store";
import { switchTriggerOn } from "@/lib/sequences/trigger-store";

/** Ends the press that held everything: what it held goes on; what was paused for itself stays so. */
export const resumeSequences = defineCommand({
  name: "resumeSequences",
  permission: "sequences:write",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ data: Sequence[]; next_cursor: null }> => {
    const rows = await tx.sql<{ id: string }[]>`
      select id from nurture_sequences where state = 'paused' and paused_with_all order by id for no key update`;
    if (rows.length === 0)
      throw new AppError("CONFLICT", "No sequences were paused together. Resume each one by itself.");
    for (const { id } of rows) {
      await updateSequence(tx, id, { state: "active", paused_with_all: false }, ctx.now);
      await switchTriggerOn(tx, id, ctx);
    }
    await emit(
      tx,
      ctx,
      rows.map(({ id }) => ({ kind: "sequence.resumed", subjects: { sequence_id: id }, payload: { all: true } })),
    );
    return { data: await listSequences(tx), next_cursor: null };
  },
});
