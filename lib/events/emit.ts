import { createHash, randomBytes } from "node:crypto";
import { type IdentityTx, type OrgTx, sendTogether } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";

export type NewEvent = {
  /** `noun.past` */
  kind: string;
  leadId?: string;
  /** ids of what it is about, by noun */
  subjects?: Record<string, string>;
  /** what a person may ask to have erased lies here, and only here */
  payload?: Record<string, unknown>;
  /** whose doing it is, when it is not that of whoever carries it out */
  actor?: Author["actor"];
};

type Author = Pick<Context, "orgId" | "now" | "requestId" | "ip" | "userAgent"> & {
  actor: { userId: string | null; name: string; via: string };
};

// One text and one parameter for any number of events: the driver takes longer over fifteen than PostgreSQL over the rows.
const changes = `
  @given as materialized (
    select * from json_to_recordset($1::text::json) as e(org_id uuid, id uuid, kind text, at timestamptz, lead_id uuid, subjects jsonb, salt text,
      payload text, hash text, actor_id uuid, actor_name text, via text, ip text, user_agent text, request_id text)),
  @stored as (
    insert into events (org_id, id, kind, at, lead_id, subjects, payload_hash, actor_id, actor_name, via, ip, user_agent, request_id)
    select org_id, id, kind, at, lead_id, subjects, decode(hash, 'hex'), actor_id, actor_name, via, ip, user_agent, request_id from @given),
  @kept as (insert into event_payloads (org_id, id, salt, payload) select org_id, id, decode(salt, 'hex'), payload from @given)`;

/** Writes events into the command's own transaction; the sealer gives them their place afterwards. */
export async function emit(tx: OrgTx | IdentityTx, ctx: Author, list: NewEvent[]): Promise<void> {
  if (list.length === 0) return;
  const author = {
    org_id: ctx.orgId,
    at: ctx.now,
    ip: ctx.ip,
    user_agent: ctx.userAgent?.slice(0, 300),
    request_id: ctx.requestId,
  };
  const rows = list.map(({ kind, leadId, subjects = {}, payload = {}, actor = ctx.actor }) => {
    const salt = randomBytes(16);
    const text = JSON.stringify(payload);
    const hash = createHash("sha256").update(salt).update(text).digest("hex");
    // What the worker does by itself is nobody's doing.
    const by = { actor_id: actor.userId || null, actor_name: actor.name, via: actor.via };
    return {
      ...author,
      ...by,
      id: newId(),
      kind,
      lead_id: leadId,
      subjects,
      salt: salt.toString("hex"),
      payload: text,
      hash,
    };
  });
  const write = { with: changes, given: [JSON.stringify(rows)] };
  if ("later" in tx) tx.later(write);
  else await sendTogether(tx.sql, [write]);
}
