/** "3:20", "1:02:03"; under a minute "0:45". */
export function durationWords(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What somebody typed as a length, in seconds: "3:20", "4" and "4 min", "45 s", "1:02:03"; null: nothing; undefined: no length. */
export function readDuration(typed: string): number | null | undefined {
  const text = typed.trim().toLowerCase();
  if (text === "") return null;
  const clock = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)$/.exec(text);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const unit = /^(\d{1,5})\s*(s|sec|seconds?|m|min|minutes?|h|hours?)?$/.exec(text);
  if (!unit) return undefined;
  const factor = { s: 1, m: 60, h: 3600 }[unit[2]?.[0] ?? "m"] ?? 60;
  return Number(unit[1]) * factor;
}
