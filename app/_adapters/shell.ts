import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { plusSeconds } from "@/lib/core/time";
import { getPositionBefore } from "@/lib/live/queries";
import { countWaiting } from "@/lib/queues/waiting-queries";

/** A page and its layout read at almost the same moment; so much earlier, no touch falls between. Hearing one twice draws it once. */
const slackSeconds = 2;

/**
 * What stands around every page: from where its stream of news has to begin, so that nothing is missed between its drawing and its first
 * connection, and how much waits for whoever looks. Both in one journey.
 */
export const readShell = (ctx: Context) =>
  read(ctx, "live:read", async (tx) => {
    const [since, waiting] = await Promise.all([
      getPositionBefore(tx, plusSeconds(ctx.now, -slackSeconds)),
      countWaiting(tx, ctx),
    ]);
    return { since, waiting };
  });
