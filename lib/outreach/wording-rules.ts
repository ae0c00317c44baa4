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
