import type { Tracked } from "@/lib/tracked-events/schema";

/** What people did with a message: "Opened 2 times, 1 link followed". */
export function trackedWords({ opens, clicks, links }: Tracked): string {
  const opened = opens === 0 ? null : opens === 1 ? "Opened once" : `Opened ${opens} times`;
  const [followed, times] = [
    links.length === 1 ? "a link" : `${links.length} links`,
    clicks === 1 ? "once" : `${clicks} times`,
  ];
  const clicked = clicks === 0 ? null : `followed ${followed} ${times}`;
  const words = [opened, clicked].filter(Boolean).join(", ");
  return words === "" ? "Not seen to be opened" : words.replace(/^f/, "F");
}

/** What programs did by themselves: "Machines looked 3 times: not counted". Null without any. */
export const machineWords = ({ machine_events: n }: Tracked): string | null =>
  n === 0 ? null : `Machines looked ${n === 1 ? "once" : `${n} times`}: not counted`;
