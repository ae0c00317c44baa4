import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { sayTogether } from "@/lib/core/text-rules";
import { inTheWayOf } from "@/lib/enrollments/rules";
import { emit } from "@/lib/events/emit";
import { gatherFacts } from "@/lib/facts/queries";
import { addressOf, type ChannelFacts, type OutreachFacts, type SlotFact, standingSlots } from "@/lib/guard/fact-rules";
import { assessOutreach, findingOf, isFailing } from "@/lib/guard/rules";
import { type ChannelAnswer, OVERRIDE_REASON_LENGTH, type RefusalCode, type RuleAnswer } from "@/lib/guard/schema";
import { asAnswer } from "@/lib/guard/slot-rules";
import { placeAtNumber } from "@/lib/quiet-hours/place-rules";
import { findConversation } from "@/lib/slots/conversation-queries";
import type { ConversationFact } from "@/lib/slots/conversation-rules";
import { listBlocked, type NewSlot, type Over, placeSlot, takeReplySlot, takeSlot } from "@/lib/slots/store";
import { insertOverride } from "./store";

export type Asked = {
  leadId: string;
  channel: string;
  communicationId: string;
  overrideReason?: string;
  /** when it is to go out; left out: now */
  at?: Date;
  /** which address of the lead, normalised; left out: the primary one */
  to?: string;
  conversation?: ConversationFact | null;
  /** what would be sent, as `comparableText` has it */
  text?: string | null;
  /** the way through a sequence that this is a step of: it does not stand in its own way */
  enrollmentId?: string;
};
/** A rule that spoke, with the touch that stood in the way. */
export type Met = { code: RefusalCode; otherId: string | null; similarity?: number };
export type Passed = {
  guardKind: "slot" | "override" | "redial" | "reply";
  overrideId: string | null;
  to: { raw: string; norm: string } | null;
  overridden: Met[];
};
/** `dncEntryId` is the entry that stopped it, as evidence. */
export type Stopped = Met & { refusal: AppError; dncEntryId: string | null };

const tries = 3;

/**
 * The gate every planned touch passes: facts, decision, slot, in the caller's transaction with the lead locked for outreach before the
 * facts were gathered.
 * Losing the slot to a race gathers again and answers with the new holder.
 */
export async function passGate(tx: OrgTx, asked: Asked, given: OutreachFacts, ctx: Context): Promise<Passed | Stopped> {
  const reason = asked.overrideReason?.trim();
  if (reason !== undefined && reason.length < OVERRIDE_REASON_LENGTH) throw tooShort();
  for (let attempt = 1; attempt <= tries; attempt++) {
    const round = await look(tx, asked, attempt === 1 ? given : null, ctx);
    const answer = assessOutreach(round.facts, round.channel, ctx.actor, round.at);
    const failing = answer.rules.filter(isFailing);
    if (failing.some((rule) => !rule.overridable) || (failing.length > 0 && reason === undefined)) {
      return stop(round, answer, ctx);
    }
    const passed = await take(tx, round, failing, asked, ctx);
    if (passed) return passed;
  }
  throw new AppError(
    "UNAVAILABLE",
    "Several people are contacting this lead at this moment. Look at the timeline, then try again.",
  );
}

type Round = {
  at: Date;
  channel: ChannelFacts;
  /** as the rules see them */
  facts: OutreachFacts;
  conversation: ConversationFact | null;
};

async function look(tx: OrgTx, asked: Asked, given: OutreachFacts | null, ctx: Context): Promise<Round> {
  const at = asked.at ?? ctx.now;
  const gathered = given ?? (await gatherFacts(tx, asked.leadId, at, asked.channel, asked.text ?? null, ctx.now));
  const channel = channelOf(gathered, asked.channel);
  const known = asked.conversation ?? null;
  const answers = known?.answers;
  const conversation = given || !answers ? known : await findConversation(tx, asked.leadId, { replyToId: answers.id });
  const chosen = withAddressFirst(gathered, channel, asked.to);
  const facts = { ...chosen, running: inTheWayOf(asked.enrollmentId, chosen.running) };
  return { at, channel, facts: conversation ? asAnswer(facts, channel, conversation) : facts, conversation };
}

/** The facts with the address asked for as the one that a touch on this channel goes to, and with the clock where that number is. */
function withAddressFirst(facts: OutreachFacts, channel: ChannelFacts, norm: string | undefined): OutreachFacts {
  const chosen = facts.addresses.find((one) => one.kind === channel.addressKind && one.norm === norm);
  if (!chosen) return facts;
  const place = chosen.kind === "phone" ? placeAtNumber(facts.place, chosen.norm) : facts.place;
  return { ...facts, place, addresses: [chosen, ...facts.addresses.filter((one) => one !== chosen)] };
}

/** What is known of the lead on this channel; INVALID for one that does not count as contact. */
export function channelOf(facts: OutreachFacts, code: string): ChannelFacts {
  const channel = facts.channels.find((one) => one.code === code);
  if (channel) return channel;
  const message = `There is no channel "${code}" that counts as contact here.`;
  throw new AppError("INVALID", message, { errors: [{ path: "method", message }] });
}

/** The refusal as every door shows it (contracts.md, Refusal by the guard). */
export function refusalOf(answer: ChannelAnswer): AppError {
  const failing = answer.rules.filter(isFailing);
  const first = failing[0];
  if (!first) throw new Error("A refusal needs a failing rule");
  return new AppError(first.code, sayTogether(failing.map((rule) => rule.message)), {
    extra: {
      overridable: failing.every((rule) => rule.overridable),
      next_allowed_at: answer.next_allowed_at,
      holder: first.holder ?? null,
      warnings: failing.map(toWarning),
    },
  });
}

async function take(
  tx: OrgTx,
  round: Round,
  failing: RuleAnswer[],
  asked: Asked,
  ctx: Context,
): Promise<Passed | null> {
  const { at, channel, facts, conversation } = round;
  const standing = standingSlots(facts, channel, at);
  const ended = [...new Set(standing.map((slot) => slot.guardId))];
  const over: Over = {
    ending: ended,
    at: ctx.now,
    reason: `${ctx.actor.name} took the slot: ${asked.overrideReason ?? ""}`,
  };
  const answers = conversation?.answers ?? null;
  const slot = slotOf(facts, channel, at, asked.communicationId, ctx.actor.userId);
  // Lost to a race, the transaction fails and the command runs again: then the facts show the holder.
  if (!answers && ended.length === 0) placeSlot(tx, slot);
  else if (!(await (answers ? takeReplySlot(tx, { ...slot, key: answers.key }, over) : takeSlot(tx, slot, over))))
    return null;
  // An answer is contact too: whoever writes next finds the slot taken, where it was free.
  if (answers) await takeSlot(tx, slot);
  if (ended.length > 0) await tellBlocked(tx, standing, ctx);
  const to = addressOf(facts, channel);
  const address = to && { raw: to.raw, norm: to.norm };
  const guardKind = answers ? "reply" : ended.length > 0 ? "redial" : "slot";
  if (failing.length === 0) return { guardKind, overrideId: null, to: address, overridden: [] };

  const overrideId = newId();
  await insertOverride(tx, {
    id: overrideId,
    communicationId: asked.communicationId,
    userId: ctx.actor.userId,
    role: ctx.actor.role,
    codes: failing.map((rule) => rule.code),
    reason: asked.overrideReason?.trim() ?? "",
    warning: failing.map(toWarning),
    endedGuardIds: ended,
  });
  await emit(tx, ctx, [
    {
      kind: "outreach.overridden",
      leadId: asked.leadId,
      subjects: { lead_id: asked.leadId, communication_id: asked.communicationId, override_id: overrideId },
      payload: { lead_id: asked.leadId, method: asked.channel, codes: failing.map((rule) => rule.code) },
    },
  ]);
  const overridden = failing.map((rule) => metBy(rule.code, round, ctx));
  return { guardKind: "override", overrideId, to: address, overridden };
}

/** Messages that lost their slot: everybody who looks at their lead learns of it, and their owner is named. */
async function tellBlocked(tx: OrgTx, standing: SlotFact[], ctx: Context): Promise<void> {
  const waiting = standing.filter((slot) => slot.touch.waiting).map((slot) => slot.touch.communicationId);
  if (waiting.length === 0) return;
  const blocked = await listBlocked(tx, [...new Set(waiting)], ctx.now);
  await emit(
    tx,
    ctx,
    blocked.map(({ id, lead_id, user_id, channel, subject, reason }) => ({
      kind: "message.blocked",
      leadId: lead_id,
      subjects: { lead_id, communication_id: id, ...(user_id && { user_id }) },
      payload: {
        lead_id,
        communication_id: id,
        owner_id: user_id,
        method: channel,
        subject,
        reason,
        by: ctx.actor.name,
      },
    })),
  );
}

/** The slot a touch at `from` takes: the lead's, and the person's where there is an address. */
export function slotOf(
  facts: OutreachFacts,
  channel: ChannelFacts,
  from: Date,
  communicationId: string,
  userId: string | null,
): NewSlot {
  const to = addressOf(facts, channel);
  return {
    leadId: facts.leadId,
    pointKey: to ? `${to.kind}:${to.norm}` : null,
    group: channel.group,
    from,
    seconds: channel.hardWindowSeconds,
    communicationId,
    userId,
  };
}

function stop(round: Round, answer: ChannelAnswer, ctx: Context): Stopped {
  const refusal = refusalOf(answer);
  const code = answer.rules.find(isFailing)?.code ?? "RECENTLY_CONTACTED";
  const { facts, channel } = round;
  const entry = facts.dnc.find((one) => one.channel === null || one.channel === channel.code);
  return { refusal, ...metBy(code, round, ctx), dncEntryId: entry?.id ?? null };
}

function metBy(code: RefusalCode, { facts, channel, at }: Round, ctx: Context): Met {
  const found = findingOf(code, facts, channel, ctx.actor, at);
  return { code, otherId: found?.holder?.communicationId ?? null, similarity: found?.similarity };
}

const toWarning = ({ code, message, overridable, holder, until, similarity }: RuleAnswer) => ({
  code,
  message,
  overridable,
  holder: holder ?? null,
  until: until ?? null,
  similarity,
});

const tooShort = () => {
  const message = `The reason needs at least ${OVERRIDE_REASON_LENGTH} characters. Say why this should go out in spite of the warning.`;
  return new AppError("INVALID", message, { errors: [{ path: "override_reason", message }] });
};
