import { cookies } from "next/headers";
import { signIn } from "@/lib/accounts/sign-in";
import type { Visitor } from "@/lib/core/identity-command";
import { fromIso, secondsBetween } from "@/lib/core/time";
import { isSecure, sealSession, sessionCookieName } from "./session-cookie";

/** Signs in and hands the browser its cookie. */
export async function enter(
  visitor: Visitor,
  credentials: { email?: string; password?: string; org?: string },
): Promise<void> {
  const session = await signIn(visitor, credentials);
  const expires = fromIso(session.expires_at);
  const sealed = await sealSession(
    { sid: session.session_id, sub: session.user_id, name: session.name },
    secondsBetween(visitor.now, expires),
  );
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(), expires } as const;
  (await cookies()).set(sessionCookieName(), sealed, options);
}

/** Where to go after signing in: a path of ours, whatever the address said. */
export const safePath = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : "/leads";
