import type { OrgTx } from "@/db/tenant";
import { plusSeconds } from "@/lib/core/time";
import { revivePlace } from "@/lib/quiet-hours/queries";
import { isQuiet, nextAllowed } from "@/lib/quiet-hours/rules";
import type { Waiting } from "./queries";

/** Texts whose recipient has quiet hours by now wait until these are over, unless their writer had a reason. Returns which wait. */
export async function scheduleQuiet(tx: OrgTx, waiting: readonly Waiting[], now: Date): Promise<Set<string>> {
  const quiet = new Set<string>();
  for (const one of waiting) {
    const until = quietUntil(one, now);
    if (until === null) continue;
    quiet.add(one.id);
    await tx.sql`update communications set next_attempt_at = ${until}, updated_at = ${now} where id = ${one.id}`;
  }
  return quiet;
}

function quietUntil({ place: row, to_norm, overridden }: Waiting, now: Date): Date | null {
  if (row === null || overridden) return null;
  const { place, quietHours } = revivePlace(row, [{ kind: "phone", norm: to_norm ?? "" }]);
  if (!isQuiet(place.zones, quietHours, now)) return null;
  return nextAllowed(place.zones, quietHours, now) ?? plusSeconds(now, 86_400);
}
