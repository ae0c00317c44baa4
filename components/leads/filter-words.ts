import { conditionsOf, filterTextSchema } from "@/lib/filters/schema";

/** A tree of conditions in a few words, for a chip. */
export function filterWords(text: string): string {
  const read = filterTextSchema.safeParse(text);
  const count = read.success ? conditionsOf(read.data).length : 0;
  return count === 1 ? "1 more" : `${count} more`;
}
