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

/** How this house is reached: by its public address, else as the browser named it. */
export function originOf(headers: Headers): string {
  const { TOUCHLINE_URL: known } = process.env;
  if (known && URL.canParse(known)) return new URL(known).origin;
  const proto = headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https" ? "https" : "http";
  return `${proto}://${headers.get("x-forwarded-host") ?? headers.get("host") ?? "localhost"}`;
}
