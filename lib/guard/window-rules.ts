/** Which channels share a slot, and for how many seconds each is held and rested. */
export type Windows = {
  /** the group of each */
  groups: Record<string, string>;
  hardWindows: Record<string, number>;
  softWindows: Record<string, number>;
};

/** For how many seconds a touch stands in the way of a later one: none on a channel that shares no slot with it. */
export function restOf(earlier: string, later: string, { groups, hardWindows, softWindows }: Windows): number {
  const hard = hardWindows[earlier] ?? 0;
  if (earlier === later) return Math.max(hard, softWindows[later] ?? 0);
  return groups[earlier] !== undefined && groups[earlier] === groups[later] ? hard : 0;
}
