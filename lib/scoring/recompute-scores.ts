import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { lockCursor, moveCursor } from "@/lib/events/cursor-store";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { getFreshSince, getLeadScore, getModel, listChanged, listFacts, listStaleLeads } from "./queries";
import { scoreLead } from "./rules";
import type { LeadScore } from "./schema";
import { type Reason, storeScores } from "./store";

const pageSize = 1000;

/** Scores leads that were never scored, or not since the night or the newest model: one page. Called by the worker alone. */
export const recomputeScores = defineCommand({
  name: "recomputeScores",
  permission: "leads:write",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ leads: number; more: boolean }> => {
    const { since, reason } = await getFreshSince(tx, ctx.now);
    const ids = await listStaleLeads(tx, since, ctx.now, pageSize);
    await writeScores(tx, ids, reason, ctx);
    return { leads: ids.length, more: ids.length === pageSize };
  },
});

/** Reads the next sealed events of an organization and scores the leads they are about. Called by the worker alone. */
export const recomputeChanged = defineCommand({
  name: "recomputeChanged",
  permission: "leads:write",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ leads: number; more: boolean }> => {
    const cursor = await lockCursor(tx, "scores");
    const { ids, position, more } = await listChanged(tx, cursor, pageSize);
    if (position === cursor) return { leads: 0, more: false };
    await writeScores(tx, ids, "event", ctx);
    await moveCursor(tx, "scores", position, ctx.now);
    return { leads: ids.length, more };
  },
});

/** Scores one lead now; CONFLICT when somebody gave its score. */
export const recomputeLead = defineCommand({
  name: "recomputeLead",
  permission: "leads:write",
  input: z.strictObject({ lead_id: z.uuid() }),
  run: async (tx, { lead_id }, ctx): Promise<LeadScore> => {
    await lockLead(tx, lead_id);
    if ((await getLeadScore(tx, lead_id)).given) {
      throw new AppError("CONFLICT", "Somebody gave this lead its score. Clear the score, then the model scores it.");
    }
    await writeScores(tx, [lead_id], "asked", ctx);
    return getLeadScore(tx, lead_id);
  },
});

async function writeScores(tx: OrgTx, ids: string[], reason: Reason, ctx: Context): Promise<void> {
  if (ids.length === 0) return;
  const [model, facts] = await Promise.all([getModel(tx), listFacts(tx, ids)]);
  const scores = facts.map((one) => ({ leadId: one.id, previous: one.score, ...scoreLead(one, model, ctx.now) }));
  const moved = await storeScores(tx, scores, { version: model.version, reason, at: ctx.now });
  // The many of a night, and a first score, are nobody's news.
  const told = reason === "night" || reason === "model" ? [] : moved.filter((one) => one.was !== null);
  // The worker is nobody in particular.
  const author = { ...ctx, actor: { ...ctx.actor, userId: ctx.actor.userId || null } };
  await emit(
    tx,
    author,
    told.map(({ id, tier, was }) => ({
      kind: "lead.scored",
      leadId: id,
      subjects: { lead_id: id },
      payload: { lead_id: id, tier, was },
    })),
  );
}
