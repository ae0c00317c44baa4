import type { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { emit } from "@/lib/events/emit";
import { getMailbox, lockMailbox, secretsOf, toMailbox } from "./queries";
import { mergeSecrets, requireEncryption, requireMayChange, requireOwnServers, requirePasswordFor } from "./rules";
import { type hostGivenSchema, type Mailbox, updateMailboxInputSchema } from "./schema";
import { clearDefault, updateMailbox as store } from "./store";

/** Changes servers, passwords, limits and hours of a mailbox; a password left out stays what it is. */
export const updateMailbox = defineCommand({
  name: "updateMailbox",
  permission: "mailboxes:write",
  input: updateMailboxInputSchema,
  run: async (tx, { mailbox_id: id, smtp, imap, ...plain }, ctx): Promise<Mailbox> => {
    const mailbox = await lockMailbox(tx, id);
    requireMayChange(mailbox, ctx.actor);
    if (plain.is_default !== undefined && !atLeast(ctx.actor.role, "admin"))
      throw new AppError("FORBIDDEN", "Only an admin decides where everybody's mail leaves from. Ask one.");
    if (plain.is_default) await clearDefault(tx, mailbox.channel, ctx.now);
    const change = {
      ...given(plain),
      ...(smtp && hostOf("smtp", smtp)),
      ...(imap !== undefined && hostOf("imap", imap)),
    };
    requireOwnServers(mailbox, { smtp, imap });
    requireEncryption({ smtp, imap });
    if (smtp || imap) requirePasswordFor(mailbox, secretsOf(tx, mailbox), { smtp, imap });
    const touchesSecrets = smtp?.password !== undefined || imap?.password !== undefined || imap === null;
    const secrets = touchesSecrets ? mergeSecrets(secretsOf(tx, mailbox), { smtp, imap }) : undefined;
    await store(tx, id, change, { at: ctx.now, secrets });
    const payload = { address: mailbox.address, changed: [...Object.keys(change), ...(secrets ? ["password"] : [])] };
    await emit(tx, ctx, [{ kind: "mailbox.changed", subjects: { mailbox_id: id }, payload }]);
    return toMailbox(tx, await getMailbox(tx, id));
  },
});

const hostOf = (kind: "smtp" | "imap", one: z.output<typeof hostGivenSchema> | null) => ({
  [`${kind}_host`]: one?.host ?? null,
  [`${kind}_port`]: one?.port ?? null,
  [`${kind}_security`]: one?.security ?? null,
  [`${kind}_username`]: one?.username ?? null,
});

const given = <T extends object>(change: T) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
