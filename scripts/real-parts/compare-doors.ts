import { createReadStream } from "node:fs";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { importMailbox } from "@/lib/imports/import-mailbox";
import { parseMessage } from "@/lib/inbound/parse-message";
import { splitMbox } from "@/lib/inbound/split-mbox";
import { createLead } from "@/lib/leads/create-lead";
import { openConnection } from "@/lib/mailbox-sync/open-connection";
import { syncMailbox } from "@/lib/mailbox-sync/sync-mailbox";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";

/** A touch by names that are the same in two organizations. */
type Line = { message: string; direction: string; person: string; thread: string; answered_by: string | null };
/** `direct`: of mail that names one of us and came through no list; `apart`: touches that one of the two does not hold. */
export type Compared = { touches: number; direct: number; responses: number; apart: number };

const mostApart = 8;

/**
 * The same mailbox through both doors, each into an organization of its own: out of its file, and by IMAP. Both ledgers must hold the same
 * touches, the same threads and the same responses, as far as it says below; throws naming what differs.
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

  return compare(await linesOf(filed), await linesOf(read), await directMail(file, us));
}

/**
 * The file is one archive and knows the mail of a list that is nobody's of us; a mailbox keeps none of that, and so cannot know whom a post to
 * the list answered, nor what joins two threads. Mail that names one of us must be the same to the last row; of the rest few may differ.
 */
function compare(one: Line[], other: Line[], direct: ReadonlySet<string>): Compared {
  const touch = ({ message, direction, person }: Line) => `${direction} ${person} ${message}`;
  const answer = (line: Line) => `${touch(line)} <- ${line.answered_by}`;
  const isDirect = ({ message, thread }: Line) =>
    direct.has(message) && thread.split(" ").every((id) => direct.has(id.replace(/(in|out)bound$/, "")));
  const of = (lines: Line[], keyOf: (line: Line) => string) => new Set(lines.map(keyOf));
  const apart = [touch, answer, (line: Line) => `${line.person} ${line.thread}`].flatMap((keyOf) =>
    differences(of(one.filter(isDirect), keyOf), of(other.filter(isDirect), keyOf)),
  );
  if (apart.length > 0) throw new Error(`the file and IMAP differ:\n${apart.slice(0, 40).join("\n")}`);
  const [touches, answers] = [
    differences(of(one, touch), of(other, touch)),
    differences(of(one, answer), of(other, answer)),
  ];
  const answered = answers.filter((line) => !line.endsWith("null"));
  if (touches.length > mostApart || answered.length > 0)
    throw new Error(`too many touches or answers differ:\n${[...touches, ...answered].slice(0, 40).join("\n")}`);
  return {
    touches: one.length,
    direct: one.filter(isDirect).length,
    responses: one.filter((line) => line.answered_by !== null).length,
    apart: touches.length,
  };
}

const differences = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] => [
  ...[...one].filter((line) => !other.has(line)).map((line) => `by file alone: ${line}`),
  ...[...other].filter((line) => !one.has(line)).map((line) => `by IMAP alone: ${line}`),
];

/** The messages of the file that came through no list and name us. */
async function directMail(file: string, us: string): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const { bytes } of splitMbox(createReadStream(file))) {
    const mail = bytes ? await parseMessage(bytes, new Date()) : null;
    const names = mail ? [mail.from, ...mail.to, ...mail.cc].some((one) => one.norm === us) : false;
    if (mail && names && !mail.isListMail) found.add(mail.messageId);
  }
  return found;
}

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
