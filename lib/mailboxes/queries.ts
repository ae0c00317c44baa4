import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { defaultFolders, keptFolders } from "./folder-rules";
import type { Mailbox, SendHours } from "./schema";
import { openSecrets } from "./seal-secrets";

type Security = "tls" | "starttls" | "none";

/** A mailbox as the database has it, its secrets still sealed. */
export type MailboxRow = {
  id: string;
  user_id: string | null;
  user_name: string | null;
  channel: "email" | "sms";
  provider: Mailbox["provider"];
  address: string;
  sender_name: string | null;
  oauth_provider: string | null;
  is_default: boolean;
  smtp_host: string | null;
  smtp_port: number | null;
  smtp_security: Security | null;
  smtp_username: string | null;
  imap_host: string | null;
  imap_port: number | null;
  imap_security: Security | null;
  imap_username: string | null;
  secrets: Uint8Array | null;
  settings: Record<string, unknown>;
  state: Mailbox["state"];
  paused_reason: string | null;
  hour_limit: number | null;
  day_limit: number | null;
  send_hours: SendHours | null;
  sync_cursor: Record<string, unknown>;
  tested_at: Date | null;
  test_result: Mailbox["findings"] | null;
  synced_at: Date | null;
  sync_error: string | null;
  version: number;
  created_at: Date;
};

const columns = `b.id, b.user_id, m.name as user_name, b.channel, b.provider, b.address, b.sender_name, b.oauth_provider, b.is_default, b.smtp_host, b.smtp_port,
  b.smtp_security, b.smtp_username, b.imap_host, b.imap_port, b.imap_security, b.imap_username, b.secrets, b.settings, b.state, b.paused_reason,
  b.hour_limit, b.day_limit, b.send_hours, b.sync_cursor, b.tested_at, b.test_result, b.synced_at, b.sync_error, b.version, b.created_at`;
const from = "mailboxes b left join memberships m on m.org_id = b.org_id and m.user_id = b.user_id";

/** Every mailbox that is connected: the organization's first, then people's by name. */
export async function listMailboxes(tx: OrgTx): Promise<MailboxRow[]> {
  return tx.sql.unsafe<MailboxRow[]>(
    `select ${columns} from ${from} where b.state <> 'disconnected' order by b.user_id is not null, m.name, b.address_norm, b.id`,
    [],
    { prepare: true },
  );
}

/** A mailbox that is connected, with its sealed passwords; NOT_FOUND else. */
export async function getMailbox(tx: OrgTx, id: string): Promise<MailboxRow> {
  const [row] = await tx.sql.unsafe<MailboxRow[]>(
    `select ${columns} from ${from} where b.id = $1 and b.state <> 'disconnected'`,
    [id],
    { prepare: true },
  );
  if (!row) throw notFound("mailbox");
  return row;
}

/** The same, held until the end of the transaction. */
export async function lockMailbox(tx: OrgTx, id: string): Promise<MailboxRow> {
  await tx.sql`select id from mailboxes where id = ${id} for no key update`;
  return getMailbox(tx, id);
}

/** Passwords and tokens of a mailbox, opened: for the connection that needs them, never for an answer or a log. */
export const secretsOf = (tx: OrgTx, row: Pick<MailboxRow, "id" | "secrets">): Record<string, string> =>
  openSecrets(row.secrets, { orgId: tx.orgId, id: row.id });

/** As outside programs see it. */
export function toMailbox(tx: OrgTx, row: MailboxRow): Mailbox {
  const kept = namesOf(tx, row);
  const host = (kind: "smtp" | "imap") => {
    const [name, port, security] = [row[`${kind}_host`], row[`${kind}_port`], row[`${kind}_security`]];
    if (name === null || port === null || security === null) return null;
    return {
      host: name,
      port,
      security,
      username: row[`${kind}_username`],
      has_password: kept.has(`${kind}_password`),
    };
  };
  return {
    id: row.id,
    user: row.user_id === null ? null : { id: row.user_id, name: row.user_name ?? "" },
    channel: row.channel,
    provider: row.provider,
    address: row.address,
    sender_name: row.sender_name,
    oauth_provider: row.oauth_provider,
    is_default: row.is_default,
    state: row.state,
    paused_reason: row.paused_reason,
    smtp: host("smtp"),
    imap: host("imap"),
    ...foldersOf(row),
    hour_limit: row.hour_limit,
    day_limit: row.day_limit,
    send_hours: row.send_hours,
    tested_at: row.tested_at?.toISOString() ?? null,
    findings: row.test_result ?? [],
    synced_at: row.synced_at?.toISOString() ?? null,
    sync_error: row.sync_error,
    version: row.version,
    created_at: row.created_at.toISOString(),
  };
}

function foldersOf({ settings }: MailboxRow): Pick<Mailbox, "folders" | "folders_chosen"> {
  const { offered, chosen } = keptFolders(settings);
  const reads = chosen ?? defaultFolders(offered);
  const folders = offered.map((one) => ({ ...one, read: reads.includes(one.path) }));
  return { folders, folders_chosen: chosen !== null };
}

// What another key sealed is not there: the page shows that the password has to be entered again.
function namesOf(tx: OrgTx, row: MailboxRow): Set<string> {
  try {
    return new Set(Object.keys(secretsOf(tx, row)));
  } catch {
    return new Set();
  }
}

/** The connected mailbox of this address, if there is one. */
export async function findMailboxByAddress(tx: OrgTx, channel: string, norm: string): Promise<{ id: string } | null> {
  const [row] = await tx.sql<{ id: string }[]>`
    select id from mailboxes where channel = ${channel} and address_norm = ${norm} and state <> 'disconnected'`;
  return row ?? null;
}
