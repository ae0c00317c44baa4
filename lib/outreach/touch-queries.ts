import type { OrgTx } from "@/db/tenant";
import type { TouchFact } from "./fact-rules";

export type TouchRow = Omit<TouchFact, "at"> & { at: string };

/** The touch `c` by the member `m` as a TouchFact. */
export const touchJson = (tx: OrgTx) =>
  tx.sql.unsafe(`json_build_object('communicationId', c.id, 'user', case when c.user_id is not null
    then json_build_object('id', c.user_id, 'name', coalesce(m.name, c.actor_name)) end, 'at', c.occurred_at, 'channel', c.channel,
    'subject', c.subject, 'excerpt', c.body_preview, 'answered', c.replied_at is not null, 'waiting', c.status = 'queued')`);

export const reviveTouch = (touch: TouchRow): TouchFact => ({ ...touch, at: new Date(touch.at) });
