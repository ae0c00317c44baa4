import type { OrgTx } from "@/db/tenant";
import { listOurAddresses, listOurMessages, type OurSide } from "@/lib/arrivals/match-queries";
import { isKept, isPersonal, roundsOf } from "@/lib/arrivals/rules";
import type { MailPlace, ReceivedMail } from "@/lib/arrivals/schema";
import { type Arriving, insertArrivals } from "@/lib/arrivals/store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { recordArrivals } from "./record-arrivals";
import { recordSent } from "./record-sent";
import { type ReceivedCounts, type ReceivedOutcome, receiveMessagesInputSchema } from "./schema";

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
    const door = { ...place, ours, addresses: new Set(ours.keys()) };
    const [own, others] = partition(messages, (mail) => isOurs(mail, door));
    const wanted = others.filter((mail) => isKept(mail) || isPersonal(mail, door.addresses));
    counts.ignored += others.length - wanted.length;
    // What has nothing to do with one another goes together: a statement takes as long for one message as for fifty.
    for (const round of roundsOf([...own, ...wanted], door.addresses))
      for (const outcome of await receiveRound(tx, round, door, ctx)) counts[outcome] += 1;
    return counts;
  },
});

type Door = MailPlace & { ours: ReadonlyMap<string, OurSide>; addresses: ReadonlySet<string> };

const isOurs = (mail: ReceivedMail, { sent, ours }: Door) =>
  (sent || ours.has(mail.from.norm)) && mail.kind !== "bounce" && mail.kind !== "complaint";

async function receiveRound(tx: OrgTx, round: ReceivedMail[], door: Door, ctx: Context): Promise<ReceivedOutcome[]> {
  const [own, others] = partition(round, (mail) => isOurs(mail, door));
  const outcomes = await recordSent(tx, own, door, ctx);
  const answersUs = await findAnswersToUs(tx, others, door);
  const wanted = others.filter((mail) => isForUs(mail, door) || answersUs.has(mail));
  const stored = await insertArrivals(
    tx,
    wanted.map((mail) => arriving(mail, door)),
    ctx.now,
  );
  const fresh = stored.filter((mail) => mail !== null);
  outcomes.push(...(await recordArrivals(tx, fresh, ctx)));
  outcomes.push(...others.slice(wanted.length).map(() => "ignored" as const));
  outcomes.push(...stored.slice(fresh.length).map(() => "repeat" as const));
  return outcomes;
}

/** Mail of a list is ours when it names one of us, or answers what one of us wrote there. */
const isForUs = (mail: ReceivedMail, { ours }: Door) =>
  !mail.is_list ||
  mail.kind === "bounce" ||
  mail.kind === "complaint" ||
  [...mail.to, ...mail.cc].some((one) => ours.has(one.norm));

async function findAnswersToUs(tx: OrgTx, mails: ReceivedMail[], door: Door): Promise<Set<ReceivedMail>> {
  const nearest = new Map(
    mails
      .filter((mail) => !isForUs(mail, door))
      .map((mail) => [mail, [...mail.in_reply_to, ...mail.references.toReversed()][0]] as const),
  );
  const named = [...new Set(nearest.values())].filter((id) => id !== undefined);
  const known = new Set((await listOurMessages(tx, named)).map((one) => one.message_id));
  return new Set([...nearest].flatMap(([mail, id]) => (id !== undefined && known.has(id) ? [mail] : [])));
}

/** Whose message it is among us: the first of us that it reached, else whose mailbox it lay in. */
function arriving(mail: ReceivedMail, { ours, mailbox_id, user_id }: Door): Arriving {
  const reached = [...mail.to, ...mail.cc].map((one) => ours.get(one.norm)).find((one) => one?.user_id);
  const userId = reached?.user_id ?? user_id ?? null;
  const side = reached ?? [...ours.values()].find((one) => one.user_id === userId);
  return { mail, mailboxId: mailbox_id ?? null, userId, userName: userId ? (side?.name ?? null) : null };
}

function partition<T>(list: readonly T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [list.filter(belongs), list.filter((one) => !belongs(one))];
}
