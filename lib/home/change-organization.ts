import { isRegion } from "@/lib/contact-points/rules";
import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { isCurrency } from "@/lib/deals/currency-rules";
import { emit } from "@/lib/events/emit";
import { recountJob } from "./jobs";
import { getOrganization } from "./queries";
import { type ChangeOrganizationInput, changeOrganizationSchema, type Organization } from "./schema";
import { lockOrganization, updateOrganization } from "./store";

/** Whoever wrote by the old zone's days has ended by then: no transaction lives that long. */
const WRITERS_END_SECONDS = 60;

/**
 * The organization's name, clock, phone region and currency. After a new time zone every
 * figure by day and hour is counted anew, behind the request.
 */
export const changeOrganization = defineCommand({
  name: "changeOrganization",
  permission: "settings:write",
  input: changeOrganizationSchema,
  run: async (tx, given, ctx): Promise<Organization> => {
    refuseStrangers(given);
    await lockOrganization(tx);
    const old = await getOrganization(tx);
    const { recounting: _, ...before } = old;
    const after = { ...before, ...given };
    if (JSON.stringify(before) === JSON.stringify(after)) return old;
    await updateOrganization(tx, after, ctx.now);
    if (after.timezone !== before.timezone)
      await recountJob.enqueue(
        tx,
        ctx,
        {},
        { key: "recount", runAt: plusSeconds(ctx.now, WRITERS_END_SECONDS), inBackground: true },
      );
    await emit(tx, ctx, [{ kind: "organization.changed", payload: { old: before, new: after } }]);
    return getOrganization(tx);
  },
});

function refuseStrangers({ default_region, base_currency }: ChangeOrganizationInput): void {
  if (default_region && !isRegion(default_region))
    throw invalid("default_region", "No phone numbers are known of this country. Use its two letters, such as DE.");
  if (base_currency && !isCurrency(base_currency))
    throw invalid("base_currency", "This is no currency of ISO 4217. Use a code such as EUR.");
}
