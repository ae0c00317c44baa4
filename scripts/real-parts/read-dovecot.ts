import { createReadStream, existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { parseMessage } from "@/lib/inbound/parse-message";
import { splitMbox } from "@/lib/inbound/split-mbox";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { openConnection } from "@/lib/mailbox-sync/open-connection";
import { syncMailbox } from "@/lib/mailbox-sync/sync-mailbox";
import { watchMailbox } from "@/lib/mailbox-sync/watch-mailbox";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { compareDoors } from "./compare-doors";
import type { Dovecot } from "./dovecot";

const us = "tomwhore@slack.net";
const file = resolve(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "mail/mailbox.mbox");

/**
 * A real mailbox out of Debian's Dovecot: read twice it is stored once, numbered anew it is stored once, everything adds up, and a
 * message that arrives while we listen is there by itself. Throws where it is not so.
 */
export async function readDovecot(dovecot: Dovecot): Promise<Record<string, number>> {
  const org = await mintOrganization({ calm: true });
  const { people, messages } = await fill(dovecot);
  const compared = await compareDoors(file, us, dovecot.port);
  for (const email of people) await createLead(org.rep1, { last_name: email.split("@")[0] ?? email, email });
  const host = {
    host: "127.0.0.1",
    port: dovecot.port,
    security: "none" as const,
    username: "rep1",
    password: "secret",
  };
  const { id } = await addMailbox(org.rep1, { address: us, smtp: host, imap: host });
  const sync = async () => {
    const open = await openConnection(org.rep1, id);
    try {
      return await syncMailbox(org.rep1, open);
    } finally {
      open.client.close();
    }
  };
  const began = performance.now();
  const first = await sync();
  const seconds = (performance.now() - began) / 1000;
  const stored = await count(org.orgId);
  await inOrganization(org.orgId, ({ sql }) => sql`update mailboxes set sync_cursor = '{}' where id = ${id}`);
  await sync();
  const again = await count(org.orgId);
  demand(again === stored && stored > 0, `read twice, ${stored} became ${again}`);
  const wrong = (await inOrganization(org.orgId, checkOrganization)).filter((check) => !check.ok);
  demand(wrong.length === 0, `sums disagree: ${wrong.map((check) => check.name).join()}`);

  const ended = new AbortController();
  const watching = watchMailbox(org.rep1, id, { signal: ended.signal, warn: () => {} });
  await sleep(3000);
  const heardFrom = performance.now();
  dovecot.deliver(
    "INBOX",
    Buffer.from(
      `From: ${people[0]}\r\nTo: ${us}\r\nMessage-ID: <heard@x.example>\r\nSubject: Now\r\n\r\nAre you there?`,
    ),
  );
  for (let tries = 0; (await count(org.orgId)) === stored && tries < 400; tries++) await sleep(50);
  const heard = performance.now() - heardFrom;
  demand((await count(org.orgId)) === stored + 1, "a message that arrived was not heard of within 20 s");
  ended.abort();
  await watching;
  return {
    messages,
    by_file: compared.touches,
    by_file_threads: compared.threads,
    by_file_responses: compared.responses,
    ...first,
    stored,
    seconds: Math.round(seconds * 10) / 10,
    per_second: Math.round(messages / seconds),
    heard_ms: Math.round(heard),
  };
}

async function fill(dovecot: Dovecot): Promise<{ people: string[]; messages: number }> {
  const senders = new Map<string, number>();
  let messages = 0;
  if (!existsSync(file)) throw new Error(`there is no ${file}; set TOUCHLINE_TEST_DATA`);
  for await (const { bytes } of splitMbox(createReadStream(file))) {
    if (!bytes) continue;
    const mail = await parseMessage(bytes, new Date());
    const isOurs = mail?.from.norm === us;
    if (mail && !isOurs) senders.set(mail.from.email, (senders.get(mail.from.email) ?? 0) + 1);
    dovecot.deliver(isOurs ? "Sent" : "INBOX", bytes);
    messages += 1;
  }
  const people = [...senders].toSorted((a, b) => b[1] - a[1]).map(([email]) => email);
  return { people: people.slice(0, 60), messages };
}

const count = (orgId: string) =>
  inOrganization(orgId, async ({ sql }) => {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from communications where source = 'inbox_sync'`;
    return row?.n ?? 0;
  });

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
