import type { OrgTx } from "@/db/tenant";

const cursorName = "sequences";

/** How far this organization's events were read, locked: a second worker waits, then finds them read. */
export async function lockCursor(tx: OrgTx): Promise<number> {
  await tx.sql`insert into event_cursors (name) values (${cursorName}) on conflict (org_id, name) do nothing`;
  const [row] = await tx.sql<{ position: number }[]>`
    select position from event_cursors where name = ${cursorName} for update`;
  return row?.position ?? 0;
}

export async function moveCursor(tx: OrgTx, position: number, at: Date): Promise<void> {
  await tx.sql`update event_cursors set position = ${position}, updated_at = ${at} where name = ${cursorName}`;
}
