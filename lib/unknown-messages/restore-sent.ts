import { read } from "@/lib/core/read";
import type { Sending } from "@/lib/lanes/schema";
import { pauseRestored } from "./pause-restored";
import { listWaiting } from "./queries";
import { recordLeft } from "./record-left";

/**
 * After a restore: nothing leaves, and what waits although it has left by the journal is sent already. Returns how many of those there were.
 * What left through people's own mailboxes is found when these are read.
 */
export async function restoreSent({ context, ways, signal }: Omit<Sending, "worker">): Promise<number> {
  await pauseRestored(context(), {});
  const transport = ways.fallback;
  const journal = await ways.journal(context(), transport, null).catch(() => null);
  if (!journal) return 0;
  let found = 0;
  const ctx = context();
  const waiting = await read(ctx, "communications:read", (tx) => listWaiting(tx, ctx.now));
  for (const { id, message_id: messageId, scheduled_for: sentAfter } of waiting) {
    if (signal?.aborted) return found;
    const left = await journal.has({ id, messageId, sentAfter }).catch(() => false);
    if (left && (await recordLeft(context(), { id, transport })).taken) found += 1;
  }
  return found;
}
