import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { plusSeconds } from "@/lib/core/time";
import { getPositionBefore } from "@/lib/live/queries";

/** A page and its layout read at almost the same moment; so much earlier, no touch falls between. Hearing one twice draws it once. */
const slackSeconds = 2;

/** From where a page's stream of news has to begin, so that nothing is missed between its drawing and its first connection. */
export const findLivePlace = (ctx: Context): Promise<number> =>
  read(ctx, "live:read", (tx) => getPositionBefore(tx, plusSeconds(ctx.now, -slackSeconds)));
