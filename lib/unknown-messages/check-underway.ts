import { read } from "@/lib/core/read";
import type { Sending } from "@/lib/lanes/schema";
import { classifyUnknown } from "./classify-unknown";
import { listLeft, listUnknown, type Unknown } from "./queries";
import { releaseMessage } from "./release-message";

const pageSize = 100;

/** The reconciler's turn: takes over from workers that are gone, then looks up what may have left. Returns how many messages moved on. */
export async function checkUnderway({ context, ways, signal }: Omit<Sending, "worker">): Promise<number> {
  let moved = 0;
  const ctx = context();
  const left = await read(ctx, "communications:read", (tx) => listLeft(tx, ctx.now, pageSize));
  for (const { id } of left) {
    if (signal?.aborted) return moved;
    if ((await releaseMessage(context(), { id })).state !== "held") moved += 1;
  }
  const unknown = await read(ctx, "communications:read", (tx) => listUnknown(tx, ctx.now, pageSize));
  for (const one of unknown) {
    if (signal?.aborted) return moved;
    const look = await lookUp(one, { context, ways });
    const { verdict } = await classifyUnknown(context(), { id: one.id, number: one.number, ...look });
    if (verdict !== "open") moved += 1;
  }
  return moved;
}

const nowhere = { found: false, complete: false, settleSeconds: 0 };

// A journal that does not answer has said nothing: it is asked again later.
async function lookUp(
  { id, message_id, transport, mailbox_id, began_at }: Unknown,
  { context, ways }: Omit<Sending, "worker">,
) {
  try {
    const journal = await ways.journal(context(), transport, mailbox_id);
    if (!journal) return nowhere;
    const { complete, settleSeconds } = journal;
    return { found: await journal.has({ id, messageId: message_id, sentAfter: began_at }), complete, settleSeconds };
  } catch {
    return nowhere;
  }
}
