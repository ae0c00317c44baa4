import type { Command, Executed } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { getMailbox } from "@/lib/mailboxes/queries";
import { removeMailbox } from "@/lib/mailboxes/remove-mailbox";
import { requireMayChange } from "@/lib/mailboxes/rules";
import { mailboxIdInputSchema } from "@/lib/mailboxes/schema";
import { claimRotation } from "@/lib/oauth-connections/claim-rotation";
import { findConnection, tokensOf } from "@/lib/oauth-connections/queries";
import { oauthProviders } from "@/lib/oauth-connections/rules";
import { recordGivenBack } from "./record-given-back";
import { revokeGrant } from "./revoke-grant";
import type { Disconnected } from "./schema";

/**
 * Disconnects a mailbox and, once that is so, gives the permission back to the provider whose sign-in opened it. A provider that does not
 * take it keeps no mailbox connected: it is told and kept on record.
 */
async function execute(ctx: Context, raw: unknown): Promise<Executed<Disconnected>> {
  const grant = await takeGrant(ctx, raw);
  const { output, replayed } = await removeMailbox.execute(ctx, raw);
  if (!grant) return { output, replayed };
  const provider = oauthProviders(process.env).find((one) => one.code === grant.provider);
  const became = provider ? await revokeGrant(provider, grant.refreshToken) : "failed";
  const about = { mailbox_id: output.id, provider: grant.provider, became };
  // It is disconnected, whether or not that can be written down now.
  await recordGivenBack({ ...ctx, now: currentTime(), idempotency: undefined }, about).catch(() => null);
  return { output: { ...output, provider: provider?.name ?? grant.provider, given_back: became }, replayed };
}

export const removeConnectedMailbox: Command<typeof mailboxIdInputSchema, Disconnected> = Object.assign(
  async (ctx: Context, raw: unknown) => (await execute(ctx, raw)).output,
  { execute, definition: removeMailbox.definition },
);

/** The tokens as they are before they are forgotten, and held, so that nobody exchanges them for others meanwhile. */
async function takeGrant(ctx: Context, raw: unknown): Promise<{ provider: string; refreshToken: string } | null> {
  const asked = mailboxIdInputSchema.safeParse(raw);
  if (!asked.success) return null;
  const { mailbox_id } = asked.data;
  const found = await read(ctx, "mailboxes:write", async (tx) => {
    requireMayChange(await getMailbox(tx, mailbox_id), ctx.actor);
    const row = await findConnection(tx, mailbox_id);
    return row?.tokens ? { ...row, refreshToken: tokensOf(tx, row).refresh_token } : null;
  });
  if (!found) return null;
  const { generation, provider, refreshToken } = found;
  const own = { ...ctx, now: currentTime(), idempotency: undefined };
  const held = await claimRotation(own, { mailbox_id, generation, by: newId() });
  return { provider, refreshToken: held?.refreshToken ?? refreshToken };
}
