import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { listOurAddresses, listOurMessages } from "./match-queries";
import { lockStored } from "./queries";
import { recordArrival } from "./record-arrival";
import { recordSent } from "./record-sent";
import { isKept, isPersonal } from "./rules";
import {
  type MailPlace,
  type ReceivedCounts,
  type ReceivedMail,
  type ReceivedOutcome,
  receiveMessagesInputSchema,
} from "./schema";
import { insertArrival } from "./store";

/**
 * Mail into the ledger, from whatever door: each message once, at the lead it belongs to, as what it is. A person's is a reply, ours is a
 * touch, a report marks the address or stops all contact, and what nobody knows waits in the unmatched queue. In whatever order, however often.
 */
export const receiveMessages = defineCommand({
  name: "receiveMessages",
  permission: "communications:write",
  input: receiveMessagesInputSchema,
  run: async (tx, { place, messages }, ctx): Promise<ReceivedCounts> => {
    const counts: ReceivedCounts = { reply: 0, report: 0, automatic: 0, sent: 0, repeat: 0, unmatched: 0, ignored: 0 };
    const ours = await listOurAddresses(tx);
    for (const mail of messages.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
      counts[await receive(tx, mail, { ...place, ours }, ctx)] += 1;
    return counts;
  },
});

type Door = MailPlace & { ours: ReadonlyMap<string, string | null> };

async function receive(tx: OrgTx, mail: ReceivedMail, door: Door, ctx: Context): Promise<ReceivedOutcome> {
  const { ours } = door;
  const isOurs = door.sent || ours.has(mail.from.norm);
  if (isOurs && mail.kind !== "bounce" && mail.kind !== "complaint") {
    const userId = ours.get(mail.from.norm) ?? door.user_id ?? null;
    return recordSent(tx, mail, ours, { userId, name: await nameOf(tx, userId) }, ctx);
  }
  if (!isKept(mail) && !isPersonal(mail, new Set(ours.keys()))) return "ignored";
  if (mail.is_list && !(await isForUs(tx, mail, ours))) return "ignored";
  const reached = [...mail.to, ...mail.cc].map((one) => ours.get(one.norm)).find((id) => id);
  const arrival = await insertArrival(tx, mail, { ...door, userId: reached ?? door.user_id ?? null }, ctx.now);
  if (arrival === null) return "repeat";
  return recordArrival(tx, await lockStored(tx, arrival.id), ctx);
}

/** Mail of a list is ours when it names one of us, or answers what one of us wrote there. */
async function isForUs(tx: OrgTx, mail: ReceivedMail, ours: ReadonlyMap<string, string | null>): Promise<boolean> {
  if (mail.kind === "bounce" || mail.kind === "complaint") return true;
  if ([...mail.to, ...mail.cc].some((one) => ours.has(one.norm))) return true;
  const answered = await listOurMessages(tx, [...mail.in_reply_to, ...mail.references.toReversed()].slice(0, 1));
  return answered.length > 0;
}

async function nameOf(tx: OrgTx, userId: string | null): Promise<string | null> {
  const [row] = await tx.sql<{ name: string }[]>`select name from memberships where user_id = ${userId}`;
  return row?.name ?? null;
}
