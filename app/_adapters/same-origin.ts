/** Whether the browser says that the request comes from our own pages. No word at all counts as no. */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (!origin) return headers.get("sec-fetch-site") === "same-origin";
  const ours = [headers.get("x-forwarded-host"), headers.get("host"), hostOf(process.env.TOUCHLINE_URL)];
  const host = hostOf(origin);
  return host !== null && ours.includes(host);
}

function hostOf(address: string | null | undefined): string | null {
  return address && URL.canParse(address) ? new URL(address).host : null;
}
