/** "318", "at least 1,000": how many rows a list has, as far as it was counted. */
export function countWords({ total, total_at_least }: { total?: number; total_at_least?: number }): string {
  if (total !== undefined) return total.toLocaleString("en");
  return total_at_least === undefined ? "" : `more than ${total_at_least.toLocaleString("en")}`;
}
