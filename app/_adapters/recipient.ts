import type { Context } from "@/lib/core/context";
import { readUnsubscribeToken } from "@/lib/unsubscribes/sign-unsubscribe-link";
import { visitorOf } from "./caller";
import { spendRequest } from "./rate-limit";

const nobody = "00000000-0000-0000-0000-000000000000";

/** Who holds a message's own link: they may say that it was enough, and nothing else. Null for a word that we did not make. */
export function recipientOf(token: string, headers: Headers): { context: Context; communicationId: string } | null {
  const visitor = visitorOf(headers);
  spendRequest(`recipient ${visitor.ip}`);
  const message = readUnsubscribeToken(token);
  if (!message) return null;
  const actor = {
    userId: nobody,
    name: "The recipient",
    role: "rep",
    via: "web",
    scopes: ["dnc:read", "dnc:write"],
  } as const;
  const context = {
    ...visitor,
    orgId: message.orgId,
    timezone: "UTC",
    defaultRegion: "US",
    actor: { ...actor, scopes: [...actor.scopes] },
  };
  return { context, communicationId: message.communicationId };
}
