import { randomBytes } from "node:crypto";
import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { cutText } from "@/lib/core/text-rules";
import { fromIso } from "@/lib/core/time";
import { getSettings } from "@/lib/settings/queries";
import { getSuggestion } from "@/lib/suggestions/queries";
import { checkOpen, sends } from "@/lib/suggestions/rules";
import type { Answered, Writer } from "./open-writer";
import { getBrief, getUsage } from "./queries";
import { askOf, checkBudget, RESERVED_TOKENS, readAnswer } from "./rules";
import { type ComposedText, composeTextInputSchema } from "./schema";
import { insertRuns, type RunEnd, updateRuns } from "./store";

/**
 * Has a model write the text of a suggestion. The answer is text for a person to read and nothing else: it is stored nowhere and does
 * nothing. The model is asked between two transactions, never inside one. TOO_MANY_REQUESTS when the budget is used up, UNAVAILABLE when
 * no model is named or it does not answer usefully.
 */
export async function composeText(ctx: Context, writer: Writer | null, raw: unknown): Promise<ComposedText> {
  if (!writer) throw new AppError("UNAVAILABLE", "No language model is set up here. Write the text yourself.");
  const { runId, ask, subject } = await startRun(ctx, { ...z.looseObject({}).parse(raw), model: writer.model });
  const began = performance.now();
  const answered = await writer.write(ask).catch((error: unknown) => failureOf(error));
  const read = "failed" in answered || answered.cut ? null : readAnswer(answered.text, subject);
  const end = endOf(runId, answered, read !== null, writer, Math.round(performance.now() - began));
  await recordRun(ctx, { end });
  if (read && end.status === "done") return { run_id: runId, ...read };
  throw new AppError("UNAVAILABLE", DETAILS[end.status === "done" ? "garbage" : end.status]);
}

const DETAILS = {
  refused: "The language model did not want to write this. Write the text yourself.",
  failed: "The language model does not answer right now. Try again later, or write the text yourself.",
  garbage: "The language model answered nothing that could be sent. Try again, or write the text yourself.",
} as const;

const startRun = defineCommand({
  name: "startRun",
  permission: "suggestions:write",
  input: composeTextInputSchema.extend({ model: z.string() }),
  run: async (tx, { suggestion_id, model }, ctx) => {
    const suggestion = await getSuggestion(tx, suggestion_id);
    const [name, end] = [suggestion.decided_by?.name ?? null, fromIso(suggestion.expires_at)];
    checkOpen({ ...suggestion, decided_by_name: name, expires_at: end }, undefined, ctx.now);
    if (!sends(suggestion.type))
      throw new AppError("CONFLICT", "This suggestion sends nothing, so there is no text to write.");
    // One after the other within the organization, so that two cannot use the same rest of a budget.
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`ai ${ctx.orgId}`}, 10))`;
    const [used, { settings }] = await Promise.all([getUsage(tx, ctx.actor.userId, ctx.now), getSettings(tx)]);
    checkBudget(used, {
      user: settings["ai.user_daily_tokens"],
      organization: settings["ai.organization_daily_tokens"],
    });
    const runId = newId();
    const about = { userId: ctx.actor.userId, leadId: suggestion.lead_id, suggestionId: suggestion_id };
    await insertRuns(tx, [{ id: runId, ...about, model, reservedTokens: RESERVED_TOKENS, at: ctx.now }]);
    const brief = await getBrief(tx, suggestion.lead_id, ctx.actor.name);
    const subject = typeof suggestion.content.subject === "string" ? suggestion.content.subject : "";
    return { runId, ask: askOf(suggestion, brief, randomBytes(12).toString("hex")), subject };
  },
});

const recordRun = defineCommand({
  name: "recordRun",
  permission: "suggestions:write",
  input: z.strictObject({ end: z.custom<RunEnd>() }),
  run: (tx, { end }, ctx) => updateRuns(tx, [end], ctx.now),
});

type Failure = { failed: string };
const failureOf = (error: unknown): Failure => ({
  // What the other side says stays in the log of runs, cut: it may be anything.
  failed: error instanceof Error ? cutText(`${error.name}: ${error.message}`.replace(/\s+/g, " "), 300) : "unknown",
});

function endOf(
  id: string,
  answered: Answered | Failure,
  useful: boolean,
  { prices }: Writer,
  latencyMs: number,
): RunEnd {
  if ("failed" in answered) {
    return {
      id,
      status: "failed",
      inputTokens: 0,
      outputTokens: 0,
      costMicros: null,
      latencyMs,
      error: answered.failed,
    };
  }
  const { inputTokens, outputTokens, refused } = answered;
  const cost = prices ? Math.round((inputTokens * prices.input + outputTokens * prices.output) / 1e6) : null;
  const status = refused ? "refused" : useful ? "done" : "garbage";
  return { id, status, inputTokens, outputTokens, costMicros: cost, latencyMs, error: null };
}
