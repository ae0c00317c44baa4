import type { Channel } from "@/lib/guard/schema";

export const CHANNEL_NAMES: Record<Channel, string> = {
  email: "Email",
  linkedin: "LinkedIn",
  call: "Call",
  sms: "SMS",
  whatsapp: "WhatsApp",
  meeting: "Meeting",
  other: "Other",
};

/** What somebody did, in the past: "Alice emailed". A channel that an organization added reads "contacted". */
export const channelVerb = (channel: string) => VERBS[channel] ?? "contacted";

const VERBS: Record<string, string> = {
  email: "emailed",
  linkedin: "messaged",
  call: "called",
  sms: "texted",
  whatsapp: "messaged",
  meeting: "had a meeting",
};

/** What a button calls one touch on the channel: "Log email". */
export const CHANNEL_NOUNS: Record<Channel, string> = {
  email: "email",
  linkedin: "message",
  call: "call",
  sms: "text",
  whatsapp: "message",
  meeting: "meeting",
  other: "contact",
};

/** The second key after L. */
export const CHANNEL_KEYS: Partial<Record<Channel, string>> = {
  email: "e",
  call: "c",
  sms: "s",
  linkedin: "i",
  meeting: "m",
};
