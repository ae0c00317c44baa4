import { plusSeconds } from "@/lib/core/time";

/** Servers that put what they send into the Sent folder by themselves: a copy of ours would be a second one. */
const byHost = /(^|\.)(gmail|googlemail|google|outlook|office365|hotmail)\.com$/i;
const byCapability: readonly string[] = ["X-GM-EXT-1"];

export const savesByItself = (host: string, capabilities: Iterable<string>): boolean =>
  byHost.test(host) || [...capabilities].some((one) => byCapability.includes(one));

/** From when to when what left is looked for: a server that keeps a copy by itself has done so by then, and after a day nobody waits for it. */
export const lookedFor = (now: Date) => ({ from: plusSeconds(now, -86_400), until: plusSeconds(now, -60) });
