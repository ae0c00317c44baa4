import type { Sheet } from "@/components/analytics/sheet";
import { analyticsViews } from "./analytics-views";
import { pageQuery, queryText, type SearchParams } from "./page-input";
import { withLinks } from "./sheet-parts";

/**
 * Rows know the page that their figure stood on, with its days and filters, whatever the figure itself asked beside them: the address of the rows
 * names it as `back=reps?method=email`.
 */
export const wayBack = (view: string, params: SearchParams): string => {
  const query = queryText(pageQuery(params));
  return query ? `${view}?${query}` : view;
};

/** An address of rows with the page to go back to; any other address as it is. */
export const withBack = (href: string, back: string): string =>
  /\/analytics\/\w+\/rows\?/.test(href) ? `${href}&back=${encodeURIComponent(back)}` : href;

/** The same in every link of a page. */
export const sheetWithBack = (sheet: Sheet, back: string): Sheet => withLinks(sheet, (href) => withBack(href, back));

type Crumb = { label: string; href: string };

/** Where rows came from, and what their further pages keep of it; without a page that is ours, the given one. */
export function readWayBack(params: SearchParams, otherwise: Crumb): { from: Crumb; kept: Record<string, string> } {
  const { back = "" } = pageQuery(params);
  const [view = "", query = ""] = back.split(/\?(.*)/s);
  const label = view === "outreach" ? "Outreach" : Object.hasOwn(analyticsViews, view) && analyticsViews[view]?.title;
  if (!label) return { from: otherwise, kept: {} };
  const filters = queryText(pageQuery(Object.fromEntries(new URLSearchParams(query))));
  return { from: { label, href: `/analytics/${view}${filters && `?${filters}`}` }, kept: { back } };
}
