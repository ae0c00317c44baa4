import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { normalizeEmail } from "@/lib/contact-points/rules";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { atLeast } from "@/lib/core/permissions";
import { plusSeconds } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { findMailboxByAddress, getMailbox, lockMailbox } from "@/lib/mailboxes/queries";
import { mendedSignIn, requireMayChange } from "@/lib/mailboxes/rules";
import { insertMailbox, updateMailbox } from "@/lib/mailboxes/store";
import { type OauthProvider, oauthProviders } from "./rules";
import type { ConnectionProblem } from "./schema";
import { saveConnection } from "./store";

type Recorded = { id: string; address: string } | { problem: ConnectionProblem };

/** Keeps what a provider gave: for a mailbox that is connected again, or for a new one. */
export const recordGrant = defineCommand({
  name: "recordGrant",
  permission: "mailboxes:write",
  input: z.strictObject({
    provider: z.string(),
    mailbox_id: z.uuid().nullable(),
    shared: z.boolean(),
    account: z.string().max(320),
    scopes: z.string(),
    access_token: z.string(),
    refresh_token: z.string(),
    expires_in: z.number(),
  }),
  run: async (tx, input, ctx): Promise<Recorded> => {
    const { account, shared } = input;
    const provider = oauthProviders(process.env).find((one) => one.code === input.provider);
    const normal = normalizeEmail(account);
    if (!provider || !normal.ok) return { problem: provider ? "no_address" : "not_configured" };
    if (shared && !atLeast(ctx.actor.role, "admin"))
      throw new AppError("FORBIDDEN", "Only an admin connects a mailbox for the whole organization. Ask one.");
    const standing = await findMailboxByAddress(tx, "email", normal.norm);
    if (input.mailbox_id && standing?.id !== input.mailbox_id) return { problem: "other_account" };
    if (standing) {
      const row = await lockMailbox(tx, standing.id);
      // Whoever can sign in as the address may connect it again; one with a password is changed where passwords are.
      if (row.oauth_provider === null) return { problem: "connected_already" };
      if (row.user_id !== ctx.actor.userId && !atLeast(ctx.actor.role, "admin")) return { problem: "not_yours" };
      requireMayChange(row, ctx.actor);
    }
    const id = standing?.id ?? newId();
    if (!standing) await insertMailbox(tx, { id, ...rowOf(provider, account, normal.norm, shared, ctx) }, {});
    const { access_token, refresh_token } = input;
    const expiresAt = plusSeconds(ctx.now, input.expires_in);
    const given = { provider: provider.code, account, scopes: input.scopes, tokens: { access_token, refresh_token } };
    await saveConnection(tx, { mailboxId: id, ...given, expiresAt }, ctx.now);
    if (standing) await goOn(tx, id, ctx);
    const payload = { address: account, shared, provider: provider.code };
    await emit(tx, ctx, [{ kind: "mailbox.connected", subjects: { mailbox_id: id }, payload }]);
    return { id, address: (await getMailbox(tx, id)).address };
  },
});

async function goOn(tx: OrgTx, id: string, ctx: Context): Promise<void> {
  await updateMailbox(tx, id, { ...mendedSignIn(await getMailbox(tx, id)), sync_error: null }, { at: ctx.now });
}

const rowOf = (provider: OauthProvider, account: string, norm: string, shared: boolean, ctx: Context) => ({
  user_id: shared ? null : ctx.actor.userId,
  channel: "email",
  provider: "smtp",
  oauth_provider: provider.code,
  address: account,
  address_norm: norm,
  smtp_host: provider.smtp.host,
  smtp_port: provider.smtp.port,
  smtp_security: provider.smtp.security,
  smtp_username: account,
  imap_host: provider.imap?.host ?? null,
  imap_port: provider.imap?.port ?? null,
  imap_security: provider.imap?.security ?? null,
  imap_username: provider.imap ? account : null,
  created_at: ctx.now,
  updated_at: ctx.now,
});
