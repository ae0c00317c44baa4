import type { z } from "zod";
import { isCursor } from "@/lib/core/cursor";

export type SearchParams = Record<string, string | string[] | undefined>;

/** A page's query as its list reads it; what does not fit is left out rather than refused: an old link still opens. */
export function pageInput<S extends z.ZodType>(
  schema: S,
  params: SearchParams,
): { input: z.output<S>; query: Record<string, string> } {
  const query: Record<string, string> = {};
  for (const [name, text] of Object.entries(pageQuery(params))) {
    if (schema.safeParse({ ...query, [name]: text }).success) query[name] = text;
  }
  return { input: schema.parse(query), query };
}

export const queryText = (query: Record<string, string>) => new URLSearchParams(query).toString();

/** A page's whole query as one value per name, without what no list could read. */
export const pageQuery = (params: SearchParams): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const text = Array.isArray(value) ? value[0] : value;
      return text && isReadable(name, text) ? [[name, text]] : [];
    }),
  );

// PostgreSQL stores no NUL, and looks for none.
const isReadable = (name: string, text: string) => !text.includes("\u0000") && (name !== "cursor" || isCursor(text));
