import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { findFacts, findFactsOfLeads, gatherFactsOfLeads } from "@/lib/facts/queries";
import { VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import { draftOf } from "@/lib/guard/draft-rules";
import type { OutreachFacts } from "@/lib/guard/fact-rules";
import { assessOutreach } from "@/lib/guard/rules";
import type { Contactability } from "@/lib/guard/schema";
import { comparableText } from "@/lib/texts/rules";

/**
 * "Can I contact this lead now, and if not, when and who has the slot?", for every channel; NOT_FOUND when it is not here.
 * With `body` it also says whether that text is nearly one that was sent.
 */
export async function assessLead(tx: OrgTx, leadId: string, ctx: Context, body?: string): Promise<Contactability> {
  const facts = await findFacts(tx, leadId, ctx.now, comparableText(body));
  if (!facts) throw notFound("lead");
  return answerOf(facts, ctx);
}

/** The same for the rows of a list, in one query, on the channels that a row shows. */
export async function assessLeads(tx: OrgTx, leadIds: string[], ctx: Context): Promise<Contactability[]> {
  if (leadIds.length === 0) return [];
  return (await gatherFactsOfLeads(tx, leadIds, ctx.now, VERDICT_CHANNELS)).map((facts) => answerOf(facts, ctx));
}

/** The same for ids that somebody asks about: those that are not here are left out. */
export async function assessKnownLeads(tx: OrgTx, leadIds: string[], ctx: Context): Promise<Contactability[]> {
  if (leadIds.length === 0) return [];
  return (await findFactsOfLeads(tx, leadIds, ctx.now, VERDICT_CHANNELS)).map((facts) => answerOf(facts, ctx));
}

function answerOf(facts: OutreachFacts, ctx: Context): Contactability {
  const answers = facts.channels.map(
    (channel) => [channel.code, assessOutreach(facts, channel, ctx.actor, ctx.now)] as const,
  );
  const draft = draftOf(facts, ctx.actor.userId);
  return {
    lead_id: facts.leadId,
    as_of: ctx.now.toISOString(),
    channels: Object.fromEntries(answers),
    draft: draft && {
      user: draft.user,
      since: draft.since.toISOString(),
      until: draft.until.toISOString(),
      method: draft.group,
    },
    place: facts.place,
  };
}
