import type { OrgTx } from "@/db/tenant";

export type NewNote = { id: string; leadId: string; authorId: string; body: string; mentions: string[]; at: Date };

export async function insertNotes(tx: OrgTx, list: NewNote[]): Promise<void> {
  for (const one of list) {
    await tx.sql`insert into notes (id, lead_id, author_id, body, mentions, created_at, updated_at)
      values (${one.id}, ${one.leadId}, ${one.authorId}, ${one.body}, ${one.mentions}::uuid[], ${one.at}, ${one.at})`;
  }
}

export type NoteText = { id: string; body: string; mentions: string[]; at: Date };

export async function updateNoteTexts(tx: OrgTx, list: NoteText[]): Promise<void> {
  for (const { id, body, mentions, at } of list) {
    await tx.sql`update notes set body = ${body}, mentions = ${mentions}::uuid[], edited_at = ${at}, updated_at = ${at} where id = ${id}`;
  }
}

/** Takes notes off the timeline, or with null puts them back. */
export async function updateNotesDeleted(tx: OrgTx, ids: string[], deletedAt: Date | null, at: Date): Promise<void> {
  await tx.sql`update notes set deleted_at = ${deletedAt}, updated_at = ${at} where id = any (${ids}::uuid[])`;
}
