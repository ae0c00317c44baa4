import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { findDraft, getGroup } from "./queries";
import { type ClaimedDraft, claimDraftInputSchema } from "./schema";
import {
  type Claim,
  claimSeconds,
  endClaimsInTheWay,
  endOwnClaims,
  lockClaims,
  takeClaim,
  tellDrafting,
} from "./store";

const tries = 4;

/**
 * "I am writing to this person": a claim of five minutes on the lead and every address of theirs, in the channel's group; again renews
 * it. Held by a colleague it says who, unless it is taken over: then they are told. It leaves no trace in the audit log.
 */
export const claimDraft = defineCommand({
  name: "claimDraft",
  permission: "communications:write",
  input: claimDraftInputSchema,
  run: async (tx, { lead_id, method, take_over }, ctx): Promise<ClaimedDraft> => {
    const claim = { leadId: lead_id, group: await getGroup(tx, lead_id, method), userId: ctx.actor.userId };
    await lockClaims(tx, lead_id);
    for (const ended of await endOwnClaims(tx, lead_id, claim.userId, claim.group)) {
      await tellDrafting(tx, ended, { since: ctx.now, until: null });
    }
    for (let attempt = 1; attempt <= tries; attempt++) {
      const losers = take_over && attempt > 1 ? await endClaimsInTheWay(tx, claim, ctx.now) : [];
      const outcome = await takeClaim(tx, claim, ctx.now);
      const until = plusSeconds(ctx.now, claimSeconds);
      if (outcome !== "held") {
        await tell(tx, claim, { since: ctx.now, until }, losers, outcome === "taken");
        return { claimed: true, until: until.toISOString(), draft: null };
      }
      const draft = await findDraft(tx, { ...claim, at: ctx.now });
      if (draft && !take_over) return { claimed: false, until: null, draft };
    }
    throw new AppError("UNAVAILABLE", "Several people started to write to this person at the same moment. Try again.");
  },
});

/** A draft that is new, or whose it was before. */
async function tell(tx: OrgTx, claim: Claim, span: { since: Date; until: Date }, losers: Claim[], isNew: boolean) {
  for (const { userId: takenFrom } of losers) await tellDrafting(tx, claim, { ...span, takenFrom });
  if (isNew && losers.length === 0) await tellDrafting(tx, claim, span);
}
