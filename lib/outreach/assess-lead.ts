import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { invalid, notFound } from "@/lib/core/errors";
import { findFacts, findFactsOfLeads, gatherFactsOfLeads } from "@/lib/facts/queries";
import { VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import { draftOf } from "@/lib/guard/draft-rules";
import type { ChannelFacts, OutreachFacts } from "@/lib/guard/fact-rules";
import { assessOutreach } from "@/lib/guard/rules";
import type { Contactability } from "@/lib/guard/schema";
import { asAnswer } from "@/lib/guard/slot-rules";
import { findConversation } from "@/lib/slots/conversation-queries";
import type { ConversationFact } from "@/lib/slots/conversation-rules";
import { comparableText } from "@/lib/texts/rules";

/**
 * "Can I contact this lead now, and if not, when and who has the slot?", for every channel; NOT_FOUND when it is not here.
 * With `body` it also says whether that text is nearly one that was sent; with `replyToId`, a message of theirs, what it says of an answer
 * to that on its channel. INVALID when there is no such message of theirs.
 */
export async function assessLead(
  tx: OrgTx,
  leadId: string,
  ctx: Context,
  { body, replyToId }: { body?: string; replyToId?: string } = {},
): Promise<Contactability> {
  const [facts, conversation] = await Promise.all([
    findFacts(tx, leadId, ctx.now, comparableText(body)),
    replyToId === undefined ? null : findConversation(tx, leadId, { replyToId }),
  ]);
  if (!facts) throw notFound("lead");
  if (replyToId !== undefined && !conversation) {
    throw invalid("reply_to_id", "There is no such message of theirs. Look at the timeline, or leave this out.");
  }
  return answerOf(facts, ctx, conversation);
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

/** The same of answers: of each lead to this message of theirs, by the lead's id. */
export async function assessAnswers(
  tx: OrgTx,
  replies: ReadonlyMap<string, string>,
  ctx: Context,
): Promise<Map<string, Contactability>> {
  if (replies.size === 0) return new Map();
  const spoken = async ([leadId, replyToId]: [string, string]) =>
    [leadId, await findConversation(tx, leadId, { replyToId })] as const;
  const [facts, found] = await Promise.all([
    findFactsOfLeads(tx, [...replies.keys()], ctx.now, VERDICT_CHANNELS),
    Promise.all([...replies].map(spoken)),
  ]);
  const conversations = new Map(found);
  return new Map(facts.map((one) => [one.leadId, answerOf(one, ctx, conversations.get(one.leadId))]));
}

function answerOf(facts: OutreachFacts, ctx: Context, spoken?: ConversationFact | null): Contactability {
  const asSeen = (channel: ChannelFacts) =>
    spoken && spoken.channel === channel.code ? asAnswer(facts, channel, spoken) : facts;
  const answers = facts.channels.map(
    (channel) => [channel.code, assessOutreach(asSeen(channel), channel, ctx.actor, ctx.now)] as const,
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
