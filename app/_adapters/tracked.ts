import type { Context } from "@/lib/core/context";
import { recordTrackedEvent } from "@/lib/tracked-events/record-tracked-event";
import { readTrackedLink, type Tracked } from "@/lib/tracked-links/sign-tracked-link";
import { visitorOf } from "./caller";
import { spendRequest } from "./rate-limit";

const nobody = "00000000-0000-0000-0000-000000000000";

/** What a word of a link or picture stands for, kept as an event of its message; null for a word that we did not make. Never throws. */
export async function recordVisit(
  request: Request,
  token: string,
  kind: "opened" | "clicked",
): Promise<Tracked | null> {
  const tracked = readTrackedLink(token);
  if (!tracked || (kind === "clicked") !== (tracked.url !== null)) return null;
  const visitor = visitorOf(request.headers);
  const actor = {
    userId: nobody,
    name: "The recipient",
    role: "rep",
    via: "web",
    scopes: ["communications:write"],
  } as const;
  const context: Context = {
    ...visitor,
    orgId: tracked.orgId,
    timezone: "UTC",
    defaultRegion: "US",
    actor: { ...actor, scopes: [...actor.scopes] },
  };
  const of = (name: string) => request.headers.get(name);
  try {
    spendRequest(`visitor ${visitor.ip}`);
    await recordTrackedEvent(context, {
      communication_id: tracked.communicationId,
      kind,
      url: tracked.url,
      agent: (of("user-agent") ?? "").slice(0, 500),
      ip: visitor.ip?.slice(0, 60) ?? null,
      method: request.method,
      purpose: (of("sec-purpose") ?? of("purpose") ?? of("x-moz"))?.slice(0, 100) ?? null,
    });
  } catch {
    // The recipient gets where they wanted to, whatever becomes of our count.
  }
  return tracked;
}
