import { setTimeout as sleep } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import { inOrganization } from "@/db/tenant";
import { at, mintOrganization } from "@/db/testing/organization";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { openConnection } from "@/lib/mailbox-sync/open-connection";
import { syncMailbox } from "@/lib/mailbox-sync/sync-mailbox";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { queueMessage } from "@/lib/sending/queue-message";
import { openWays } from "@/lib/ways/open-ways";
import type { Dovecot } from "./dovecot";
import { type Postfix, startPostfix } from "./postfix";

const us = "rep@us.example";
const ada = "ada@lead.example";
const gone = "gone@lead.example";

/**
 * A message that is composed here leaves through Postfix, lies at its recipient, whose answer comes back and is a reply; one to an address
 * that nobody has comes back from Postfix, is its message's end, and closes the address. Throws where it is not so.
 */
export async function sendThroughPostfix(dovecot: Dovecot): Promise<Record<string, string | number>> {
  const postfix = await startPostfix(dovecot.home, { [us]: "Maildir/", [ada]: "Maildir/.Ada/" });
  try {
    return await roundTrip(dovecot, postfix);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${postfix.log().slice(-1500)}`);
  } finally {
    postfix.stop();
  }
}

async function roundTrip(dovecot: Dovecot, postfix: Postfix): Promise<Record<string, string | number>> {
  const org = await mintOrganization({ calm: true });
  const [here, away] = [
    await createLead(org.rep1, { last_name: "Ada", email: ada }),
    await createLead(org.rep1, { last_name: "Gone", email: gone }),
  ];
  const smtp = { host: "127.0.0.1", port: postfix.port, security: "none" as const };
  const imap = { host: "127.0.0.1", port: dovecot.port, security: "none" as const, username: us, password: "secret" };
  const { id: mailbox } = await addMailbox(org.rep1, { address: us, smtp, imap });
  const message = { channel: "email", subject: "Offer", body_text: "Shall we talk?" } as const;
  for (const { id } of [here, away]) await queueMessage(org.rep1, { lead_id: id, ...message });
  const later = () => at(org.admin, new Date(Date.now() + 20_000));
  await sendMessages({ context: later, worker: newId(), ways: openWays() });
  const statuses = () =>
    inOrganization(
      org.orgId,
      async ({ sql }) =>
        sql<{ email: string; status: string; message_id: string; replies: number; bounce_state: string | null }[]>`
        select l.email, c.status, c.message_id, l.reply_count as replies, p.bounce_state
        from communications c join leads l on l.id = c.lead_id join contact_points p on p.lead_id = l.id and p.kind = 'email'
        where c.direction = 'outbound' order by l.email`,
    );
  const [toAda] = await statuses();
  if (toAda?.status !== "sent") throw new Error(`the message did not leave: ${JSON.stringify(await statuses())}`);

  const arrived = await waitFor(() => fetchFirst(dovecot.port, "Ada"), "the message did not arrive");
  if (!arrived.includes(`Message-ID: <${toAda.message_id}>`)) throw new Error("what arrived is another message");
  dovecot.deliver("INBOX", answerTo(toAda.message_id));
  const ended = await waitFor(async () => {
    const open = await openConnection(org.rep1, mailbox);
    await syncMailbox(org.rep1, open).finally(() => open.client.close());
    const [one, other] = await statuses();
    return one?.replies === 1 && other?.bounce_state === "hard" ? other : null;
  }, "the answer or the bounce was not read");
  if (ended.status !== "bounced") throw new Error(`the message to nobody is ${ended.status}`);
  return { sent_by: "postfix", arrived: 1, replies: 1, bounced: 1 };
}

const answerTo = (messageId: string) =>
  Buffer.from(
    [
      `From: ${ada}`,
      `To: ${us}`,
      `Date: ${new Date().toUTCString()}`,
      "Message-ID: <answer@lead.example>",
      `In-Reply-To: <${messageId}>`,
      "Subject: Re: Offer",
      "",
      "Gladly.",
    ].join("\r\n"),
  );

/** The first message of the recipient's folder, as it lies there. */
async function fetchFirst(port: number, folder: string): Promise<string | null> {
  const client = new ImapFlow({
    host: "127.0.0.1",
    port,
    secure: false,
    auth: { user: ada, pass: "secret" },
    logger: false,
  });
  await client.connect();
  try {
    const lock = await client.getMailboxLock(folder).catch(() => null);
    const found = lock ? await client.fetchOne("1", { source: true }).catch(() => null) : null;
    lock?.release();
    return found ? (found.source?.toString() ?? null) : null;
  } finally {
    await client.logout().catch(() => {});
  }
}

async function waitFor<T>(look: () => Promise<T | null>, otherwise: string): Promise<T> {
  for (let tries = 0; tries < 60; tries++) {
    const found = await look();
    if (found !== null) return found;
    await sleep(500);
  }
  throw new Error(otherwise);
}
