import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";

/** For work in an organization that nobody in particular asked for: the command writes its events without an actor. */
export function contextOf(orgId: string): Context {
  const actor = { userId: "", name: "Touchline", role: "admin" as const, via: "job" as const, scopes: [] };
  return { orgId, timezone: "UTC", defaultRegion: "US", actor, now: currentTime(), requestId: newId() };
}
