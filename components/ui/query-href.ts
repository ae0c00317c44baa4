/** The same page with other parameters: null takes one away. Whatever changes, the rows begin at their first page. */
export function hrefWith(query: string, change: Record<string, string | null>): string {
  const params = new URLSearchParams(query);
  params.delete("cursor");
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === "") params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString();
  return text ? `?${text}` : "?";
}
