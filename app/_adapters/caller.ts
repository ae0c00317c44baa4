import { authenticateCaller } from "@/lib/accounts/authenticate-caller";
import type { Identity } from "@/lib/accounts/identity-queries";
import type { Context } from "@/lib/core/context";
import type { Visitor } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { shortMemory } from "@/lib/live/short-memory";
import { addressOf } from "./local";
import { sessionIdOf } from "./session-cookie";

export type Caller = { context: Context; identity: Identity; door: "session" | "key" };

/** Who knocks, before anybody knows who it is: the moment, the request's id, address and program. */
export function visitorOf(headers: Headers): Visitor {
  const given = headers.get("x-request-id") ?? "";
  return {
    now: currentTime(),
    requestId: /^[\w-]{8,64}$/.test(given) ? given : newId(),
    ip: addressOf(headers),
    userAgent: headers.get("user-agent") ?? undefined,
  };
}

/** The person behind an API key or a session, as the tables have them now; null when there is none. */
export async function findCaller(headers: Headers, visitor = visitorOf(headers)): Promise<Caller | null> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  // A key that does not work is refused even beside a cookie that would: the caller meant the key.
  if (headers.has("authorization")) return callerOf(bearer ? await recall(`key ${bearer}`) : null, "key", visitor);
  const sessionId = await sessionIdOf(headers);
  return sessionId ? callerOfSession(sessionId, visitor) : null;
}

/** The person behind a session that the cookie's seal vouches for. */
export const callerOfSession = async (sessionId: string, visitor = visitorOf(new Headers())): Promise<Caller | null> =>
  callerOf(await recall(`session ${sessionId}`), "session", visitor);

const recall = shortMemory<Identity>("touchline_identity", (name) => {
  const [kind, proof = ""] = name.split(" ", 2);
  const now = currentTime();
  return authenticateCaller(kind === "key" ? { apiKey: proof } : { sessionId: proof }, now);
});

/** After a change of who somebody is: the page drawn next knows them as they are now. */
export const forgetCallers = () => recall.forget();

function callerOf(identity: Identity | null, door: Caller["door"], visitor: Visitor): Caller | null {
  if (!identity || (identity.expires_at && identity.expires_at <= visitor.now)) return null;
  const { org_id, timezone, default_region, user_id, name, role, scopes, sees } = identity;
  const actor = { userId: user_id, name, role, scopes, sees, via: door === "key" ? "api" : "web" } as const;
  const context = { ...visitor, orgId: org_id, timezone, defaultRegion: default_region, actor };
  return { context, identity, door };
}
