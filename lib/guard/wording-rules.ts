const verbs: Record<string, string> = {
  email: "emailed",
  linkedin: "wrote on LinkedIn",
  call: "called",
  sms: "texted",
  whatsapp: "wrote on WhatsApp",
  meeting: "met them",
};

/** "emailed", "called", ...: what somebody did on a channel. */
export const channelVerb = (channel: string) => verbs[channel] ?? "contacted them";

const reached: Record<string, string> = { email: "emailed", call: "called", sms: "texted", meeting: "met" };

/** "emailed", "called", ... somebody: a verb that takes the person. */
export const reachVerb = (channel: string) => reached[channel] ?? "contacted";

const nouns: Record<string, string> = { email: "an email", sms: "a text" };

/** "an email", "a message": what waits to go out on a channel. */
export const waitingNoun = (channel: string) => nouns[channel] ?? "a message";

const momentWords = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** "Thu 26 Nov 09:00 UTC": for programs; screens say it in the reader's zone. */
export const exactMoment = (at: Date) => `${momentWords.format(at).replaceAll(",", "")} UTC`;

const steps: [number, string][] = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
];

/** "just now", "18 minutes ago", "2 days ago". */
export function relativeTime(at: Date, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - at.getTime()) / 1000);
  for (const [size, word] of steps) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${word}${count === 1 ? "" : "s"} ago`;
  }
  return "just now";
}
