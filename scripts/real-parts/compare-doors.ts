import { createReadStream } from "node:fs";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { importMailbox } from "@/lib/imports/import-mailbox";
import { createLead } from "@/lib/leads/create-lead";
import { openConnection } from "@/lib/mailbox-sync/open-connection";
import { syncMailbox } from "@/lib/mailbox-sync/sync-mailbox";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";

/** A touch by names that are the same in two organizations. */
type Line = { message: string; direction: string; person: string; thread: string; answered_by: string | null };
export type Compared = { touches: number; threads: number; responses: number };

/**
 * The same mailbox through both doors, each into an organization of its own: out of its file, and by IMAP. Both ledgers must hold the same
 * touches, the same threads and the same responses; throws naming what differs.
 */
export async function compareDoors(file: string, us: string, port: number): Promise<Compared> {
  const [filed, read] = [await mintOrganization({ calm: true }), await mintOrganization({ calm: true })];
  const mailbox = {
    read: () => createReadStream(file),
    readPart: (offset: number, length: number) => createReadStream(file, { start: offset, end: offset + length - 1 }),
  };
  const member = { userId: filed.rep1.actor.userId, name: filed.rep1.actor.name };
  const ctx = { ...filed.rep1, actor: { ...filed.rep1.actor, role: "admin" as const } };
  await importMailbox(ctx, mailbox, new Map([[us, member]]), () => {});
  for (const email of await peopleOf(filed)) await createLead(read.rep1, { last_name: email, email });
  const host = { host: "127.0.0.1", port, security: "none" as const, username: "rep1", password: "secret" };
  const { id } = await addMailbox(read.rep1, { address: us, smtp: host, imap: host });
  const open = await openConnection(read.rep1, id);
  await syncMailbox(read.rep1, open).finally(() => open.client.close());

  return compare(await linesOf(filed), await linesOf(read));
}

function compare(one: Line[], other: Line[]): Compared {
  const touch = ({ message, direction, person }: Line) => `${direction} ${person} ${message}`;
  const answer = (line: Line) => `${touch(line)} <- ${line.answered_by}`;
  const thread = (line: Line) => `${line.person} ${line.thread}`;
  const of = (lines: Line[], keyOf: (line: Line) => string) => new Set(lines.map(keyOf));
  const apart = [touch, answer, thread].flatMap((keyOf) => differences(of(one, keyOf), of(other, keyOf)));
  if (apart.length > 0) throw new Error(`the file and IMAP differ:\n${apart.slice(0, 40).join("\n")}`);
  return {
    touches: one.length,
    threads: of(one, thread).size,
    responses: one.filter((line) => line.answered_by !== null).length,
  };
}

const differences = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] => [
  ...[...one].filter((line) => !other.has(line)).map((line) => `by file alone: ${line}`),
  ...[...other].filter((line) => !one.has(line)).map((line) => `by IMAP alone: ${line}`),
];

const peopleOf = ({ orgId }: MintedOrganization) =>
  inOrganization(orgId, async ({ sql }) =>
    (await sql<{ email: string }[]>`select email from leads order by email`).map((row) => row.email),
  );

/** A thread is named by the messages in it. */
const linesOf = ({ orgId }: MintedOrganization) =>
  inOrganization(orgId, async ({ sql }) => [
    ...(await sql<Line[]>`
      select c.message_id as message, c.direction, lower(l.email) as person, a.message_id as answered_by,
        (select string_agg(t.message_id || t.direction, ' ' order by t.message_id, t.direction) from communications t where t.thread_id = c.thread_id) as thread
      from communications c join leads l on l.id = c.lead_id left join communications a on a.id = c.replied_by_id
      where c.message_id <> 'heard@x.example'`),
  ]);
