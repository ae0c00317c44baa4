/**
 * Where the rows behind each figure of an answer are. `by_rep[].attempts` names a figure of each member of a list, `by_method.{key}.attempts`
 * one of each member of a map; `{user.id}` in the address stands for that field of the member (`none` when it is null), `{key}` for its name.
 */
export type RowLinks = Record<string, string>;

type Query = Record<string, string | undefined>;

/** Addresses of one list of rows: what narrows all of them, and what each figure asks beside it. */
export function rowLinks(path: string, kept: Query, figures: Record<string, Query>): RowLinks {
  return Object.fromEntries(
    Object.entries(figures).map(([figure, asked]) => [figure, `${path}?${queryOf({ ...kept, ...asked })}`]),
  );
}

/** The same addresses for one campaign, where the answer is narrowed to one. */
export const keepCampaign = (links: RowLinks, campaignId: string | undefined): RowLinks =>
  campaignId === undefined
    ? links
    : Object.fromEntries(Object.entries(links).map(([name, href]) => [name, `${href}&campaign_id=${campaignId}`]));

/** The same figures of each member of a list or map. */
export function eachOf(at: string, names: Record<string, string>, asked: Query): Record<string, Query> {
  return Object.fromEntries(Object.entries(names).map(([name, figure]) => [`${at}.${name}`, { figure, ...asked }]));
}

// A place for a member's field stays readable; everything else is a plain value.
const queryOf = (query: Query) =>
  Object.entries(query)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${value.replace(/[^{}.\w-]+/g, encodeURIComponent)}`],
    )
    .join("&");
