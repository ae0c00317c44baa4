import type { OrgTx } from "@/db/tenant";
import { listLeadsOf, type OurSide } from "@/lib/arrivals/match-queries";
import { listAncestors, listLeadsJoined } from "@/lib/arrivals/passing-queries";
import { lockPassing, type StoredMail } from "@/lib/arrivals/queries";
import type { ReceivedMail } from "@/lib/arrivals/schema";
import { type Arriving, insertPassing } from "@/lib/arrivals/store";
import type { Context } from "@/lib/core/context";
import { lockLeads } from "@/lib/leads/store";
import { linkAnswers } from "@/lib/threads/link-answers";
import { placeInThreads, updateReplyClasses } from "@/lib/threads/store";
import { recordArrivals } from "./record-arrivals";
import { recordSent } from "./record-sent";

type Heard = { own: ReceivedMail[]; wanted: ReceivedMail[]; passing: Arriving[] };
type Door = { user_id?: string | null; ours: ReadonlyMap<string, OurSide> };

/**
 * What is said on lists. Between others it is nobody's touch, and is kept as far as it joins what are touches; what one of us wrote there and
 * what a lead wrote there find each other, whichever comes first, when one answers the other.
 */
export async function passListMail(
  tx: OrgTx,
  { own, wanted, passing }: Heard,
  door: Door,
  ctx: Context,
): Promise<void> {
  const posts = own.filter((mail) => mail.is_list);
  const ofLeads = await listLeadsOf(tx, [...new Set(passing.map(({ mail }) => mail.from.norm))]);
  const names = ({ in_reply_to, references }: ReceivedMail) => in_reply_to.length + references.length > 0;
  const kept = [
    ...posts.map((mail) => ({ mail, mailboxId: null, userId: door.user_id ?? null, userName: null, words: true })),
    ...passing
      .map((one) => ({ ...one, words: isWords(one.mail) && ofLeads.has(one.mail.from.norm) }))
      .filter((one) => one.words || names(one.mail)),
  ];
  const fresh = await insertPassing(tx, kept, ctx.now);
  await joinConversations(tx, fresh, ctx);
  const isOurs = (mail: StoredMail) => door.ours.has(mail.from_norm ?? "");
  const answers = await lockPassing(
    tx,
    [...own, ...wanted.filter((mail) => mail.is_list), ...passing.map((one) => one.mail)].map(
      (mail) => mail.message_id,
    ),
  );
  const postIds = new Set(own.map((mail) => mail.message_id));
  for (const mail of answers) {
    const isToUs = postIds.has(mail.in_reply_to ?? "");
    if (isOurs(mail) && !isToUs) await recordSent(tx, [asReceived(mail)], door, ctx);
    if (!isOurs(mail) && isToUs) await recordArrivals(tx, [mail], ctx);
  }
}

const isWords = ({ kind }: ReceivedMail) => kind === "human" || kind === "list";

/** What two parts of a conversation have in common may be a stranger's message between them: they become one when it is known. */
async function joinConversations(tx: OrgTx, fresh: StoredMail[], { now }: Context): Promise<void> {
  const byId = new Map(fresh.map((mail) => [mail.message_id, mail]));
  const joined = await listLeadsJoined(tx, [...byId.keys()]);
  const here = new Set(
    (
      await lockLeads(
        tx,
        joined.map((one) => one.lead_id),
      )
    ).map((lead) => lead.id),
  );
  for (const { lead_id: leadId, message_id: messageId } of joined.filter((one) => here.has(one.lead_id))) {
    const named = await listAncestors(tx, byId.get(messageId)?.named ?? []);
    const threads = await placeInThreads(tx, [{ leadId, channel: "email", messageId, named, subject: null }]);
    await linkAnswers(tx, threads, now);
    await updateReplyClasses(tx, threads, now);
  }
}

const asReceived = (mail: StoredMail): ReceivedMail => ({
  message_id: mail.message_id,
  in_reply_to: mail.named.slice(0, 1),
  references: mail.named.slice(1).toReversed(),
  from: { email: mail.from_address, norm: mail.from_norm ?? "", name: "" },
  to: [],
  cc: [],
  bcc: [],
  at: mail.occurred_at,
  list_post: [],
  is_list: true,
  subject: mail.subject ?? "",
  text: mail.body ?? "",
  html: null,
  kind: "human",
  evidence: "",
  recipient: null,
  hard: null,
  return_date: null,
  about_message_id: null,
});
