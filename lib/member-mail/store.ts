import type { OrgTx } from "@/db/tenant";
import { plusSeconds } from "@/lib/core/time";
import { type Ended, TAKEN_SECONDS } from "./rules";
import type { MemberFile, MemberMail, TakenMail } from "./schema";

/** Puts a mail to a member into the post; false when one with this key is there already. */
export async function insertMemberMail(tx: OrgTx, mail: MemberMail, now: Date): Promise<boolean> {
  const { user_id, key, subject, text, files = [] } = mail;
  const stored = await tx.sql`
    insert into member_mails (user_id, key, subject, body, files, next_at)
    values (${user_id}, ${key}, ${subject}, ${text}, ${JSON.stringify(files)}::text::jsonb, ${now})
    on conflict (org_id, user_id, key) do nothing returning id`;
  return stored.length > 0;
}

type Row = Omit<TakenMail, "to" | "files"> & { name: string; email: string; files: MemberFile[] | null };

/** Takes mails that are due for one sender. Whoever is no member any more gets none; what a sender left behind is not sent again. */
export async function takeDueMails(tx: OrgTx, limit: number, now: Date): Promise<TakenMail[]> {
  await tx.sql`
    update member_mails set state = 'unknown', body = null, files = null, response = 'Its sender was gone', updated_at = ${now}
    where org_id = current_org_id() and state = 'sending' and taken_at < ${plusSeconds(now, -TAKEN_SECONDS)}`;
  await tx.sql`
    update member_mails d set state = 'failed', body = null, files = null, response = 'No member any more', updated_at = ${now}
    from memberships m
    where d.org_id = current_org_id() and d.state = 'waiting' and m.org_id = d.org_id and m.user_id = d.user_id and not m.active`;
  const rows = await tx.sql<Row[]>`
    with due as (
      select id from member_mails where org_id = current_org_id() and state = 'waiting' and next_at <= ${now}
      order by next_at, id limit ${limit} for update skip locked)
    update member_mails d set state = 'sending', tries = d.tries + 1, taken_at = ${now}, updated_at = ${now}
    from due, memberships m, organizations o
    where d.org_id = current_org_id() and d.id = due.id and m.org_id = d.org_id and m.user_id = d.user_id and o.id = d.org_id
    returning d.id, d.tries, d.subject, d.body as text, d.files, m.name, m.email, o.name as organization`;
  return rows.map(({ name, email, files, ...mail }) => ({ ...mail, to: { name, address: email }, files: files ?? [] }));
}

/** What became of a mail that this try took; false when it is another's by now. */
export async function endMail(
  tx: OrgTx,
  { id, tries, response, ended }: { id: string; tries: number; response: string; ended: Ended },
  now: Date,
): Promise<boolean> {
  const waits = ended.state === "waiting";
  const rows = await tx.sql`
    update member_mails set state = ${ended.state}, response = ${response}, taken_at = null, updated_at = ${now},
      next_at = ${waits ? ended.next_at : now}, body = case when ${waits} then body end, files = case when ${waits} then files end
    where id = ${id} and state = 'sending' and tries = ${tries} returning id`;
  return rows.length > 0;
}
