import { decode, encode } from "next-auth/jwt";

/** As next-auth names and seals it, so that its own routes and our form know the same session. */
export const isSecure = () => Boolean(process.env.NEXTAUTH_URL?.startsWith("https://"));
export const sessionCookieName = () => `${isSecure() ? "__Secure-" : ""}next-auth.session-token`;

type Sealed = { sid: string; sub: string; name: string };

/** The cookie's value: the session's id, encrypted. The role is not in it; the tables have it. */
export function sealSession({ sid, sub, name }: Sealed, seconds: number): Promise<string> {
  return encode({ token: { sid, sub, name }, secret: secret(), maxAge: seconds });
}

/** The session's id out of the request's cookie; null when there is none, or it is not ours. */
export async function sessionIdOf(headers: Headers): Promise<string | null> {
  const token = readCookie(headers, sessionCookieName());
  if (!token) return null;
  const sealed = await decode({ token, secret: secret() }).catch(() => null);
  const id: unknown = sealed?.sid;
  return typeof id === "string" && /^[0-9a-f-]{36}$/.test(id) ? id : null;
}

export function secret(): string {
  const found = process.env.NEXTAUTH_SECRET;
  if (!found) throw new Error("NEXTAUTH_SECRET is not set: start with npm start, which makes one");
  return found;
}

function readCookie(headers: Headers, name: string): string | undefined {
  const pairs = headers.get("cookie")?.split(/;\s*/) ?? [];
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
