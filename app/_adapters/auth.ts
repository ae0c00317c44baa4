import type { NextAuthOptions, RequestInternal } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { endSession } from "@/lib/accounts/end-session";
import { signIn } from "@/lib/accounts/sign-in";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { callerOfSession, visitorOf } from "./caller";
import { log } from "./log";

const month = 30 * 86_400;

/** next-auth over our own sessions: the token carries the session's id; who that is, and whether still, the tables say. */
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: month },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      credentials: { email: { type: "email" }, password: { type: "password" }, org: {} },
      authorize: (given, request) => authorize(given, request),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { sid: user.id, sub: user.email ?? undefined, name: user.name } : token),
    session: async ({ token }) => {
      const caller = await callerOfSession(typeof token.sid === "string" ? token.sid : "");
      if (!caller) throw new Error("The session is over");
      const { user_id: id, name, email, role, org_id, org_slug, expires_at } = caller.identity;
      return {
        user: { id, name, email, role },
        org: { id: org_id, slug: org_slug },
        expires: String(expires_at?.toISOString()),
      };
    },
  },
  events: { signOut: ({ token }) => endAtSignOut(token?.sid) },
  logger: {
    error: (code) => log.info({ code }, "next-auth"),
    warn: () => {},
    debug: () => {},
  },
};

async function authorize(given: object | undefined, { headers }: Pick<RequestInternal, "headers">) {
  const { email, password, org } = { email: "", password: "", org: undefined, ...given };
  const visitor = visitorOf(new Headers(headers));
  try {
    const session = await signIn(visitor, { email, password, org: org || undefined });
    return { id: session.session_id, name: session.name, email: session.user_id };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // next-auth puts the message into the address it answers with; null is its "wrong credentials".
    if (error.code === "UNAUTHENTICATED" || error.code === "INVALID") return null;
    throw new Error(error.code);
  }
}

async function endAtSignOut(sid: unknown): Promise<void> {
  const caller = typeof sid === "string" ? await callerOfSession(sid) : null;
  if (caller) await endSession({ ...caller.context, now: currentTime(), requestId: newId() }, { id: sid });
}
