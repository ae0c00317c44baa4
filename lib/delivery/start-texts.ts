import { defineCommand } from "@/lib/core/command";
import { lockDncValues } from "./queries";
import type { StopCode } from "./rules";
import { startTextsInputSchema } from "./schema";
import { beginAttempts } from "./store";

export type Started = { held: boolean; stop: StopCode | null };

/**
 * The last question before the texts of messages leave: of each, whether this worker still holds it and nothing was said against it meanwhile.
 * An entry on the do-not-contact list or a withdrawn consent that is committed by now wins; so does a worker that took over from a frozen one.
 */
export const startTexts = defineCommand({
  name: "startTexts",
  permission: "communications:write",
  input: startTextsInputSchema,
  run: async (tx, { worker, held }, ctx): Promise<Started[]> => {
    const ids = held.map((one) => one.id);
    // An entry that is being added is waited for, and one that comes after this commit came after the text began.
    const locked = lockDncValues(tx, ids);
    const asked = tx.sql<{ id: string; stop: StopCode | null }[]>`
      select c.id, case when l.deleted_at is not null then 'LEAD_GONE'
        when exists (select from find_dnc_entries(c.lead_id, ch.address_kind, c.to_norm, c.channel, ${ctx.now})) then 'DNC_BLOCKED'
        when (select n.status from consents n where n.value_norm = c.to_norm and n.kind = ch.address_kind and n.purpose = 'outreach'
          order by n.at desc, n.id desc limit 1) in ('denied', 'withdrawn') then 'NO_CONSENT' end as stop
      from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id
      join channels ch on ch.org_id = c.org_id and ch.code = c.channel
      where c.id = any (${ids}::uuid[]) and c.status = 'sending'`;
    // Sent together, run one after the other: the question sees what the lock waited for.
    const [, rows] = await Promise.all([locked, asked]);
    const stops = new Map(rows.map((row) => [row.id, row.stop]));
    const begun = await beginAttempts(
      tx,
      held.filter((one) => stops.get(one.id) === null),
      worker,
      ctx.now,
    );
    return held.map(({ id, number }) => ({ held: begun.has(`${id} ${number}`), stop: stops.get(id) ?? null }));
  },
});
