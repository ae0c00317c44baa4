import type { OrgTx } from "@/db/tenant";

/** Who reads the sealed events, each at its own pace and each event once (decision 0022). */
export type EventReader = "notifications" | "duplicates" | "scores" | "sequences" | "sequence_triggers";

/** How far this organization's events were read, locked: a second worker waits, then finds them read. */
export async function lockCursor(tx: OrgTx, reader: EventReader): Promise<number> {
  await tx.sql`insert into event_cursors (name) values (${reader}) on conflict (org_id, name) do nothing`;
  const [row] = await tx.sql<{ position: number }[]>`
    select position from event_cursors where name = ${reader} for update`;
  return row?.position ?? 0;
}

/** Everything up to this position was read: it counts with the commit, as what came of it does. */
export async function moveCursor(tx: OrgTx, reader: EventReader, position: number, at: Date): Promise<void> {
  await tx.sql`update event_cursors set position = ${position}, updated_at = ${at} where name = ${reader}`;
}
