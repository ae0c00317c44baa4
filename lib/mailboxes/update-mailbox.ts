import type { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { emit } from "@/lib/events/emit";
import { keptFolders } from "./folder-rules";
import { getMailbox, lockMailbox, type MailboxRow, secretsOf, toMailbox } from "./queries";
import {
  hasEveryKey,
  mendedSignIn,
  mergeSecrets,
  requireEncryption,
  requireMayChange,
  requireOwnKeys,
  requireOwnServers,
  requirePasswordFor,
} from "./rules";
import { type hostGivenSchema, type Mailbox, updateMailboxInputSchema } from "./schema";
import { clearDefault, updateMailbox as store } from "./store";

/** Changes servers, passwords, limits and hours of a mailbox; a password left out stays what it is. */
export const updateMailbox = defineCommand({
  name: "updateMailbox",
  permission: "mailboxes:write",
  input: updateMailboxInputSchema,
  run: async (tx, { mailbox_id: id, smtp, imap, folders, keys, ...plain }, ctx): Promise<Mailbox> => {
    const mailbox = await lockMailbox(tx, id);
    requireMayChange(mailbox, ctx.actor);
    if (plain.is_default !== undefined && !atLeast(ctx.actor.role, "admin"))
      throw new AppError("FORBIDDEN", "Only an admin decides where everybody's mail leaves from. Ask one.");
    if (plain.is_default) await clearDefault(tx, mailbox.channel, ctx.now);
    const settings =
      folders === undefined ? mailbox.settings : { ...mailbox.settings, folders: offeredOf(mailbox, folders) };
    const change = {
      ...given(plain),
      ...(smtp && hostOf("smtp", smtp)),
      ...(imap !== undefined && hostOf("imap", imap)),
      ...(folders !== undefined && { settings }),
      ...((smtp || imap !== undefined || keys) && mendedSignIn({ ...mailbox, settings })),
    };
    if (keys) requireOwnKeys(mailbox, keys);
    requireOwnServers(mailbox, { smtp, imap });
    requireEncryption({ smtp, imap });
    const stored = () => storedSecrets(tx, mailbox, { smtp, imap, keys });
    if (smtp || imap) requirePasswordFor(mailbox, stored(), { smtp, imap });
    const touchesSecrets = smtp?.password !== undefined || imap?.password !== undefined || imap === null;
    const secrets = keys
      ? { ...stored(), ...keys }
      : touchesSecrets
        ? mergeSecrets(stored(), { smtp, imap })
        : undefined;
    await store(tx, id, change, { at: ctx.now, secrets });
    const payload = { address: mailbox.address, changed: [...Object.keys(change), ...(secrets ? ["password"] : [])] };
    await emit(tx, ctx, [{ kind: "mailbox.changed", subjects: { mailbox_id: id }, payload }]);
    return toMailbox(tx, await getMailbox(tx, id));
  },
});

type Given = Pick<z.output<typeof updateMailboxInputSchema>, "smtp" | "imap" | "keys">;

/** What is kept; nothing where it cannot be read any more (another key) and every password is given anew, which is the way out of that. */
function storedSecrets(tx: OrgTx, mailbox: MailboxRow, { smtp, imap, keys }: Given): Record<string, string> {
  try {
    return secretsOf(tx, mailbox);
  } catch (error) {
    if (keys && hasEveryKey(mailbox, keys)) return {};
    const reads = imap === undefined ? mailbox.imap_host !== null : imap !== null && imap.password === undefined;
    if (smtp?.password === undefined || reads) throw error;
    return {};
  }
}

function offeredOf({ settings }: MailboxRow, folders: string[] | null): string[] | null {
  const { offered } = keptFolders(settings);
  const unknown = folders?.find((path) => !offered.some((one) => one.path === path));
  if (unknown === undefined) return folders;
  throw invalid("folders", `This mailbox shows no folder "${unknown}". Choose among those that it shows.`);
}

const hostOf = (kind: "smtp" | "imap", one: z.output<typeof hostGivenSchema> | null) => ({
  [`${kind}_host`]: one?.host ?? null,
  [`${kind}_port`]: one?.port ?? null,
  [`${kind}_security`]: one?.security ?? null,
  [`${kind}_username`]: one?.username ?? null,
});

const given = <T extends object>(change: T) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
