import type { z } from "zod";
import { normalizeEmail } from "@/lib/contact-points/rules";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { atLeast } from "@/lib/core/permissions";
import { emit } from "@/lib/events/emit";
import { findMailboxByAddress, getMailbox, toMailbox } from "./queries";
import { mergeSecrets, requireEncryption } from "./rules";
import { addMailboxInputSchema, type Mailbox } from "./schema";
import { insertMailbox } from "./store";

/** Connects a mailbox: one's own, or as an admin the whole organization's. CONFLICT when its address is connected already. */
export const addMailbox = defineCommand({
  name: "addMailbox",
  permission: "mailboxes:write",
  input: addMailboxInputSchema,
  run: async (tx, input, ctx): Promise<Mailbox> => {
    const normal = normalizeEmail(input.address);
    if (!normal.ok) throw invalid("address", normal.reason);
    if (input.shared && !atLeast(ctx.actor.role, "admin"))
      throw new AppError("FORBIDDEN", "Only an admin connects a mailbox for the whole organization. Ask one.");
    requireEncryption(input);
    const standing = await findMailboxByAddress(tx, "email", normal.norm);
    if (standing)
      throw new AppError(
        "CONFLICT",
        `${input.address} is connected already. Change that mailbox instead of adding it again.`,
      );
    const id = newId();
    await insertMailbox(tx, { id, ...rowOf(input, normal.norm, ctx) }, mergeSecrets({}, input));
    const payload = { address: input.address, shared: input.shared };
    await emit(tx, ctx, [{ kind: "mailbox.connected", subjects: { mailbox_id: id }, payload }]);
    return toMailbox(tx, await getMailbox(tx, id));
  },
});

const rowOf = (input: z.output<typeof addMailboxInputSchema>, norm: string, ctx: Context) => ({
  user_id: input.shared ? null : ctx.actor.userId,
  channel: "email",
  provider: "smtp",
  address: input.address,
  address_norm: norm,
  sender_name: input.sender_name ?? null,
  smtp_host: input.smtp.host,
  smtp_port: input.smtp.port,
  smtp_security: input.smtp.security,
  smtp_username: input.smtp.username ?? null,
  imap_host: input.imap?.host ?? null,
  imap_port: input.imap?.port ?? null,
  imap_security: input.imap?.security ?? null,
  imap_username: input.imap?.username ?? null,
  hour_limit: input.hour_limit ?? null,
  day_limit: input.day_limit ?? null,
  send_hours: input.send_hours ?? null,
  created_at: ctx.now,
  updated_at: ctx.now,
});
