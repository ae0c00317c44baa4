import { createHash, randomBytes } from "node:crypto";
import type { IdentityTx, OrgTx } from "@/db/tenant";
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
};

type Author = Pick<Context, "orgId" | "now" | "requestId" | "ip" | "userAgent"> & {
  actor: { userId: string | null; name: string; via: string };
};

/** Writes events into the command's own transaction; the sealer gives them their place afterwards. */
export async function emit(tx: OrgTx | IdentityTx, ctx: Author, list: NewEvent[]): Promise<void> {
  if (list.length === 0) return;
  const rows = list.map((event) => {
    const salt = randomBytes(16);
    const payload = JSON.stringify(event.payload ?? {});
    const hash = createHash("sha256").update(salt).update(payload).digest();
    return { id: newId(), event, salt: salt.toString("hex"), payload, hash: hash.toString("hex") };
  });
  const all = <T>(pick: (row: (typeof rows)[number]) => T) => rows.map(pick);
  await tx.sql`
    with stored as (
      insert into events (org_id, id, kind, at, lead_id, subjects, payload_hash, actor_id, actor_name, via, ip, user_agent, request_id)
      select ${ctx.orgId}, e.id, e.kind, ${ctx.now}, e.lead_id, e.subjects::jsonb, decode(e.hash, 'hex'),
        ${ctx.actor.userId}, ${ctx.actor.name}, ${ctx.actor.via}, ${ctx.ip ?? null}, ${ctx.userAgent?.slice(0, 300) ?? null}, ${ctx.requestId}
      from unnest(${all((r) => r.id)}::uuid[], ${all((r) => r.event.kind)}::text[], ${all((r) => r.event.leadId ?? null)}::uuid[],
        ${all((r) => JSON.stringify(r.event.subjects ?? {}))}::text[], ${all((r) => r.hash)}::text[]) as e(id, kind, lead_id, subjects, hash))
    insert into event_payloads (org_id, id, salt, payload)
    select ${ctx.orgId}, p.id, decode(p.salt, 'hex'), p.payload
    from unnest(${all((r) => r.id)}::uuid[], ${all((r) => r.salt)}::text[], ${all((r) => r.payload)}::text[]) as p(id, salt, payload)`;
}
