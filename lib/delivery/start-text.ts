import { defineCommand } from "@/lib/core/command";
import { lockDncValues } from "./queries";
import type { StopCode } from "./rules";
import { heldInputSchema } from "./schema";
import { beginAttempt } from "./store";

/**
 * The last question before the text of a message leaves: whether this worker still holds it and nothing was said against it meanwhile. An
 * entry on the do-not-contact list or a withdrawn consent that is committed by now wins; so does a worker that took over from a frozen one.
 */
export const startText = defineCommand({
  name: "startText",
  permission: "communications:write",
  input: heldInputSchema,
  run: async (tx, held, ctx): Promise<{ held: boolean; stop: StopCode | null }> => {
    // An entry that is being added is waited for, and one that comes after this commit came after the text began.
    const locked = lockDncValues(tx, [held.id]);
    const asked = tx.sql<{ stop: StopCode | null }[]>`
      select case when l.deleted_at is not null then 'LEAD_GONE'
        when exists (select from find_dnc_entries(c.lead_id, ch.address_kind, c.to_norm, c.channel, ${ctx.now})) then 'DNC_BLOCKED'
        when (select n.status from consents n where n.value_norm = c.to_norm and n.kind = ch.address_kind and n.purpose = 'outreach'
          order by n.at desc, n.id desc limit 1) in ('denied', 'withdrawn') then 'NO_CONSENT' end as stop
      from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id
      join channels ch on ch.org_id = c.org_id and ch.code = c.channel
      where c.id = ${held.id} and c.status = 'sending'`;
    // Sent together, run one after the other: the question sees what the lock waited for.
    const [, [message]] = await Promise.all([locked, asked]);
    if (!message || message.stop) return { held: false, stop: message?.stop ?? null };
    return { held: await beginAttempt(tx, held, ctx.now), stop: null };
  },
});
