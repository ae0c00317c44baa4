type Links = Readonly<Record<string, string>>;

/**
 * The page of rows behind one figure, from the addresses that came with the figures; `places` fills the fields of a member in them.
 * Undefined where the answer names no rows.
 */
export function rowHref(links: Links, figure: string, places: Record<string, string> = {}): string | undefined {
  return links[figure]
    ?.replace(/^\/api\//, "/")
    .replace(/\{([\w.]+)\}/g, (_, field: string) => encodeURIComponent(places[field] ?? "none"));
}
