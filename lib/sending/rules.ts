import { normalizeEmail, normalizeLinkedin, normalizePhone } from "@/lib/contact-points/rules";
import type { Actor, Context } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { fromIso, plusSeconds, secondsBetween } from "@/lib/core/time";
import { addressOf, type ChannelFacts, type OutreachFacts } from "@/lib/guard/fact-rules";
import { UNDO_SECONDS } from "./schema";

const slackSeconds = 60;
const farthestSeconds = 366 * 86_400;

/** When a message is to go out; INVALID for a moment that has passed or lies more than a year ahead. */
export function sendAtOf(scheduledFor: string | undefined, { actor, now }: Pick<Context, "actor" | "now">): Date {
  if (!scheduledFor) return actor.via === "web" ? plusSeconds(now, UNDO_SECONDS) : now;
  const at = fromIso(scheduledFor);
  const ahead = secondsBetween(now, at);
  if (ahead < -slackSeconds)
    throw invalid("scheduled_for", "This time has passed. Leave it out to send now, or give a later one.");
  if (ahead > farthestSeconds)
    throw invalid("scheduled_for", "This is more than a year ahead. Give a time within a year.");
  return at < now ? now : at;
}

/** An address asked for, as the lead has it; INVALID when it is none of theirs, or they have none for this channel. */
export function recipientOf(
  facts: OutreachFacts,
  channel: ChannelFacts,
  to: string | undefined,
  region: string,
): string | undefined {
  const kind = channel.addressKind ?? "email";
  if (to === undefined) {
    if (addressOf(facts, channel)) return undefined;
    throw invalid("to", `This lead has no ${kindWords[kind]} on file. Add one to the lead first.`);
  }
  const normal = normalizers[kind](to, region);
  if (!normal.ok) throw invalid("to", normal.reason);
  if (facts.addresses.some((one) => one.kind === kind && one.norm === normal.norm)) return normal.norm;
  throw invalid("to", `${to} is no ${kindWords[kind]} of this lead. Add it to the lead, or use one on file.`);
}

const kindWords = { email: "email address", phone: "phone number", linkedin: "LinkedIn profile" } as const;
const normalizers = {
  email: (raw: string) => normalizeEmail(raw),
  phone: (raw: string, region: string) => normalizePhone(raw, region),
  linkedin: (raw: string) => normalizeLinkedin(raw),
} as const;

/** INVALID for a message that says nothing. */
export function requireText(body: string | null | undefined): void {
  if ((body ?? "").trim() === "") throw invalid("body_text", "There is no text. Write something to send.");
}

/** The name of a message on the way (RFC 5322, 3.6.4): made once, before anything leaves, and never again for another. */
export const messageIdOf = (id: string, orgId: string) => `${id}@${orgId}.touchline.invalid`;

/** As it stands in the header of the mail, and as programs see it. */
export const bracketed = (messageId: string) => `<${messageId.replace(/^<|>$/g, "")}>`;

/** Its writer, a manager and an admin may stop a message; FORBIDDEN for anybody else. */
export function requireMayStop(message: { user_id: string | null }, { userId, role }: Actor): void {
  if (message.user_id === userId || atLeast(role, "manager")) return;
  throw new AppError("FORBIDDEN", "This is a colleague's message. Ask them, or a manager, to cancel it.");
}

const gone: Record<string, string> = {
  draft: "This message is a draft: nothing was promised, so there is nothing to cancel.",
  cancelled: "This message was cancelled already.",
  blocked: "This message was blocked already: somebody took its slot. It will not go out.",
  failed: "This message could not be sent. It will not go out by itself.",
  rejected: "The mail server refused this message. It will not go out.",
  unknown: "This message may have left, so it cannot be called back.",
};

/** CONFLICT for a message that no longer waits. */
export function requireWaiting({ status }: { status: string }): void {
  if (status === "queued") return;
  const words = gone[status] ?? "This message has left, or is leaving at this moment. Nothing can call it back.";
  throw new AppError("CONFLICT", words, { extra: { status } });
}
