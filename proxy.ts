import { type NextRequest, NextResponse } from "next/server";

/** A nonce for each page's scripts, nothing else: what every answer says to browsers is in next.config.ts, who may do what is decided below. */
export function proxy(request: NextRequest): NextResponse {
  // A mail program posts to the very link that a person opens (RFC 8058), and one path is a page or a door, not both.
  const link = /^\/u\/([\w-]+)$/.exec(request.nextUrl.pathname);
  if (link && request.method === "POST") return NextResponse.rewrite(new URL(`/u/${link[1]}/stop`, request.url));
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, isHttps(request));
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  // Next.js reads the nonce out of this and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  // An address that cannot be read is nowhere, not an error.
  const response = isReadable(request.nextUrl.pathname)
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(new URL("/nowhere", request.url), { request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

// Not for the API: passing through here costs half as much CPU as answering a request.
export const config = { matcher: ["/((?!api/|_next/static|_next/image).*)"] };

function isReadable(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== "";
  } catch {
    return false;
  }
}

const isHttps = (request: NextRequest) =>
  request.nextUrl.protocol === "https:" || request.headers.get("x-forwarded-proto") === "https";

function contentSecurityPolicy(nonce: string, https: boolean): string {
  // The development server evaluates modules and reloads them over a socket.
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // Dialogs and toasts bring style elements of their own; scripts are what a nonce is for.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
