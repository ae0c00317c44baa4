import { channelOf } from "@/components/live/live-words";
import { CHANNEL_NOUNS } from "@/components/outreach/channel-words";

/** "is writing an email", "is about to call"; a channel of the organization's own: "is writing". */
export function writingWords(method: string): string {
  const channel = channelOf(method);
  if (channel === "call") return "is about to call";
  if (channel === "meeting") return "is planning a meeting";
  if (!channel || channel === "other") return "is writing";
  return `is writing ${article(CHANNEL_NOUNS[channel])}`;
}

const article = (noun: string) => `${/^[aeiou]/i.test(noun) || noun === "SMS" ? "an" : "a"} ${noun}`;

/** Who has not said that they would rather not be named. */
export const writerName = (user: { name: string } | null) => user?.name ?? "A colleague";
