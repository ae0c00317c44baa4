import type { OrgTx } from "@/db/tenant";
import { listOurAddresses, listOurMessages, type OurSide } from "@/lib/arrivals/match-queries";
import { findPassing } from "@/lib/arrivals/passing-queries";
import { isKept, isPersonal, isTalk, nearestOf, roundsOf } from "@/lib/arrivals/rules";
import type { MailPlace, ReceivedMail } from "@/lib/arrivals/schema";
import { type Arriving, insertArrivals } from "@/lib/arrivals/store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { passListMail } from "./pass-list-mail";
import { recordArrivals } from "./record-arrivals";
import { recordSent } from "./record-sent";
import { type ReceivedCounts, type ReceivedOutcome, receiveMessagesInputSchema } from "./schema";
import { storeFiles } from "./store-files";

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
    const wanted = others.filter(
      (mail) => isKept(mail) || isPersonal(mail, door.addresses) || isTalk(mail, door.addresses),
    );
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
  const talk = await findTalk(tx, others, door);
  const wanted = others.filter((mail) => isForUs(mail, door, talk) || talk.answersUs.has(nearestOf(mail) ?? ""));
  const stored = await insertArrivals(
    tx,
    wanted.map((mail) => arriving(mail, door)),
    ctx.now,
  );
  const fresh = stored.filter((mail) => mail !== null);
  const files = stored.flatMap((mail, nth) =>
    mail ? (wanted[nth]?.files ?? []).map((file) => ({ ...file, mail })) : [],
  );
  await storeFiles(tx, files, ctx);
  outcomes.push(...(await recordArrivals(tx, fresh, ctx)));
  const passing = others.filter((mail) => !wanted.includes(mail));
  await passListMail(tx, { own, wanted, passing: passing.map((mail) => arriving(mail, door)) }, door, ctx);
  outcomes.push(...passing.map(() => "ignored" as const));
  outcomes.push(...stored.slice(fresh.length).map(() => "repeat" as const));
  return outcomes;
}

/** Of the messages that these answer: which are ours, and which passed on a list between others. */
type Talk = { answersUs: ReadonlySet<string>; ofOthers: ReadonlySet<string> };

/** Mail of a list, by its head or because it goes on what was said there, is ours when it names one of us, or answers what one of us wrote. */
const isForUs = (mail: ReceivedMail, { ours }: Door, { ofOthers }: Talk) =>
  (!mail.is_list && !ofOthers.has(nearestOf(mail) ?? "")) ||
  mail.kind === "bounce" ||
  mail.kind === "complaint" ||
  [...mail.to, ...mail.cc].some((one) => ours.has(one.norm));

async function findTalk(tx: OrgTx, mails: ReceivedMail[], { ours }: Door): Promise<Talk> {
  const answered = [...new Set(mails.flatMap((mail) => nearestOf(mail) ?? []))];
  const [sent, passing] = await Promise.all([listOurMessages(tx, answered), findPassing(tx, answered)]);
  const byUs = passing.filter((one) => ours.has(one.from_norm ?? ""));
  return {
    answersUs: new Set([...sent, ...byUs].map((one) => one.message_id)),
    ofOthers: new Set(passing.filter((one) => !byUs.includes(one)).map((one) => one.message_id)),
  };
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
