import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { addressOf, type ChannelFacts, type OutreachFacts, standingSlots } from "./fact-rules";
import { gatherFacts, lockDnc } from "./queries";
import { assessOutreach, isFailing } from "./rules";
import { type ChannelAnswer, OVERRIDE_REASON_LENGTH, type RefusalCode, type RuleAnswer } from "./schema";
import { insertOverride, type NewSlot, takeSlot } from "./store";

export type Asked = { leadId: string; channel: string; communicationId: string; overrideReason?: string };
export type Passed = {
  guardKind: "slot" | "override" | "redial";
  overrideId: string | null;
  to: { raw: string; norm: string } | null;
  overridden: { code: RefusalCode; otherId: string | null }[];
};
export type Stopped = { refusal: AppError; code: RefusalCode; otherId: string | null };

const tries = 3;

/** What the gate decides on. Sent behind the lock of the lead: do-not-contact entries being added are waited for, then facts are read. */
export async function gatherGateFacts(
  tx: OrgTx,
  leadId: string,
  channel: string,
  ctx: Context,
): Promise<OutreachFacts> {
  const [, facts] = await Promise.all([lockDnc(tx, leadId), gatherFacts(tx, leadId, ctx.now, channel)]);
  return facts;
}

/**
 * The gate every planned touch passes: facts, decision, slot, in the caller's transaction with the lead locked.
 * Losing the slot to a race gathers again and answers with the new holder.
 */
export async function passGate(tx: OrgTx, asked: Asked, given: OutreachFacts, ctx: Context): Promise<Passed | Stopped> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    const facts = attempt === 1 ? given : await gatherFacts(tx, asked.leadId, ctx.now, asked.channel);
    const channel = channelOf(facts, asked.channel);
    const answer = assessOutreach(facts, channel, ctx.actor, ctx.now);
    const failing = answer.rules.filter(isFailing);
    const reason = asked.overrideReason?.trim();
    if (reason !== undefined && reason.length < OVERRIDE_REASON_LENGTH) throw tooShort();
    if (failing.some((rule) => !rule.overridable) || (failing.length > 0 && reason === undefined)) {
      return stop(facts, channel, answer, ctx);
    }
    const passed = await take(tx, facts, channel, failing, asked, ctx);
    if (passed) return passed;
  }
  throw new AppError(
    "UNAVAILABLE",
    "Several people are contacting this lead at this moment. Look at the timeline, then try again.",
  );
}

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
  return new AppError(first.code, failing.map((rule) => rule.message).join(" "), {
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
  facts: OutreachFacts,
  channel: ChannelFacts,
  failing: RuleAnswer[],
  asked: Asked,
  ctx: Context,
): Promise<Passed | null> {
  const standing = standingSlots(facts, channel, ctx.now);
  const ended = [...new Set(standing.map((slot) => slot.guardId))];
  const to = addressOf(facts, channel);
  const slot = slotOf(facts, channel, ctx.now, asked.communicationId, ctx.actor.userId);
  if (!(await takeSlot(tx, slot, ended))) return null;
  const address = to && { raw: to.raw, norm: to.norm };
  if (failing.length === 0)
    return { guardKind: ended.length > 0 ? "redial" : "slot", overrideId: null, to: address, overridden: [] };

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
  const overridden = failing.map((rule) => ({ code: rule.code, otherId: otherOf(facts, channel, rule.code, ctx.now) }));
  return { guardKind: "override", overrideId, to: address, overridden };
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

function stop(facts: OutreachFacts, channel: ChannelFacts, answer: ChannelAnswer, ctx: Context): Stopped {
  const refusal = refusalOf(answer);
  const code = answer.rules.find(isFailing)?.code ?? "RECENTLY_CONTACTED";
  return { refusal, code, otherId: otherOf(facts, channel, code, ctx.now) };
}

const otherOf = (facts: OutreachFacts, channel: ChannelFacts, code: RefusalCode, at: Date): string | null => {
  if (code === "RECENTLY_CONTACTED") return standingSlots(facts, channel, at)[0]?.touch.communicationId ?? null;
  if (code === "SAME_CHANNEL_RECENT")
    return facts.recent.find((one) => one.channel === channel.code)?.communicationId ?? null;
  return null;
};

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
