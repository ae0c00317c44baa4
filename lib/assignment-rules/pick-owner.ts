import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { listActiveRules } from "./queries";
import { type Arrival, fitsArrival, localDay } from "./rules";
import { takeTurn } from "./store";

export type Picked = { userId: string; ruleId: string; ruleName: string };

/** Who gets a lead that arrives without an owner: the next in turn of the first rule that fits and has somebody left; null: nobody. */
export async function pickOwner(tx: OrgTx, arrival: Arrival, ctx: Context): Promise<Picked | null> {
  for (const rule of await listActiveRules(tx)) {
    if (!fitsArrival(rule, arrival, ctx.now, ctx.timezone)) continue;
    const userId = await takeTurn(tx, rule.id, localDay(ctx.now, ctx.timezone));
    if (userId) return { userId, ruleId: rule.id, ruleName: rule.name };
  }
  return null;
}
