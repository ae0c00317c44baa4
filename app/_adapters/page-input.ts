import type { z } from "zod";

export type SearchParams = Record<string, string | string[] | undefined>;

/** A page's query as its list reads it; what does not fit is left out rather than refused: an old link still opens. */
export function pageInput<S extends z.ZodType>(
  schema: S,
  params: SearchParams,
): { input: z.output<S>; query: Record<string, string> } {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    const text = Array.isArray(value) ? value[0] : value;
    if (!text) continue;
    if (schema.safeParse({ ...query, [name]: text }).success) query[name] = text;
  }
  return { input: schema.parse(query), query };
}

export const queryText = (query: Record<string, string>) => new URLSearchParams(query).toString();

/** A page's whole query as one value per name. */
export const pageQuery = (params: SearchParams): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const text = Array.isArray(value) ? value[0] : value;
      return text ? [[name, text]] : [];
    }),
  );
