import { CHANNEL_NAMES, CHANNEL_NOUNS, channelVerb } from "@/components/outreach/channel-words";
import { relativeWords, untilTime } from "@/components/ui/time-format";
import { CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel, Contactability } from "@/lib/guard/schema";
import { verdictUntil, verdictWord } from "@/lib/guard/verdict-rules";
import type { TouchNews } from "@/lib/live/schema";

export type LeadNews = { kind: "lead.contacted" | "lead.replied"; body: TouchNews };

type Clock = { now: number; zone: string };

/** "Alice called Ines just now." */
export function newsSentence({ kind, body }: LeadNews, leadName: string, { now, zone }: Clock): string {
  const when = relativeWords(body.at, now, zone);
  if (kind === "lead.replied") return `${leadName} replied ${when}.`;
  return `${body.user?.name ?? "Somebody"} ${channelVerb(body.method ?? "")} ${leadName} ${when}.`;
}

/** What that means for the reader: "Your call slot closed until tomorrow 14:11." Empty while the channel is free or not known. */
export function consequenceSentence(
  { body }: LeadNews,
  contactability: Contactability | null,
  { now, zone }: Clock,
): string {
  const channel = channelOf(body.method);
  const answer = channel && contactability?.channels[channel];
  if (!channel || !answer) return "";
  const until = verdictUntil(answer);
  const when = until ? untilTime(until, now, zone) : "";
  const noun = CHANNEL_NOUNS[channel];
  switch (verdictWord(answer, channel)) {
    case "taken":
      return `Your ${noun} slot closed${when ? ` until ${when}` : ""}.`;
    case "wait":
      return when ? `Better wait with ${CHANNEL_NAMES[channel]} until ${when}.` : "";
    case "blocked":
      return `Nobody may use ${CHANNEL_NAMES[channel]} here.`;
    default:
      return "";
  }
}

export const channelOf = (method: string | null): Channel | undefined => CHANNELS.find((one) => one === method);
