import type { OrgTx } from "@/db/tenant";
import type { Segment } from "./schema";

export type NewTranscript = {
  communicationId: string;
  segments: Segment[];
  text: string;
  language: string | null;
  addedBy: string;
  at: Date;
};

/** Keeps what was said in calls, one transcript each: a newer one takes the place of the older. */
export async function replaceTranscripts(tx: OrgTx, list: NewTranscript[]): Promise<void> {
  for (const { communicationId, segments, text, language, addedBy, at } of list) {
    await tx.sql`
      insert into communication_transcripts (communication_id, text, segments, language, added_by, created_at, updated_at)
      values (${communicationId}, ${text}, ${JSON.stringify(segments)}::text::jsonb, ${language}, ${addedBy}, ${at}, ${at})
      on conflict (org_id, communication_id) do update set text = excluded.text, segments = excluded.segments,
        language = excluded.language, added_by = excluded.added_by, updated_at = excluded.updated_at, deleted_at = null`;
  }
}

export async function updateTranscriptsDeleted(
  tx: OrgTx,
  contactIds: string[],
  deletedAt: Date | null,
  at: Date,
): Promise<void> {
  await tx.sql`update communication_transcripts set deleted_at = ${deletedAt}, updated_at = ${at} where communication_id = any (${contactIds}::uuid[])`;
}
