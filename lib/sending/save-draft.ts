import type { OrgTx } from "@/db/tenant";
import { insertCommunications } from "@/lib/communications/store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { lockLead } from "@/lib/leads/store";
import { cleanHtml } from "@/lib/texts/outgoing-html-rules";
import { findDraft } from "./queries";
import { type Message, type OtherDraft, type SavedDraft, saveDraftInputSchema } from "./schema";
import { discardDraft, updateDraft } from "./store";

/**
 * Keeps what somebody is writing to a lead, for them alone: it takes no slot and nobody is told. Without text the draft is thrown away.
 * On another channel it is another draft: the channel of a row never changes. STALE with the other text when it was written on in another
 * tab since `if_version`, or begun there: neither text is lost, and its writer chooses.
 */
export const saveDraft = defineCommand({
  name: "saveDraft",
  permission: "communications:write",
  input: saveDraftInputSchema,
  run: async (tx, input, ctx): Promise<SavedDraft> => {
    const lead = await lockLead(tx, input.lead_id);
    const text = textOf(input);
    const { draft_id: known, channel } = input;
    const standing = await findDraft(tx, lead.id, ctx.actor.userId);
    requireSeen(standing, input);
    if (text.subject === null && text.body === null) {
      if (known) await discardDraft(tx, known, ctx);
      return { draft_id: null, version: null };
    }
    const version = known && (await updateDraft(tx, { id: known, leadId: lead.id, channel }, text, ctx));
    if (known && version) return { draft_id: known, version: version.toISOString() };
    if (known) await discardDraft(tx, known, ctx);
    return insertDraft(tx, lead, { channel, ...text }, ctx);
  },
});

type Given = {
  draft_id?: string;
  if_version?: string;
  subject?: string | null;
  body_text?: string | null;
  body_html?: string | null;
};
type Text = { subject: string | null; body: string | null; bodyHtml: string | null };

const textOf = ({ subject, body_text, body_html }: Given): Text => {
  const body = body_text || null;
  return { subject: subject || null, body, bodyHtml: body && body_html ? cleanHtml(body_html) : null };
};

function requireSeen(standing: Message | null, { draft_id: known, if_version: seen }: Given): void {
  if (!standing || (known && standing.id !== known)) return;
  if (known && (seen === undefined || seen === standing.updated_at)) return;
  const { id, channel, subject, body_text, body_html, updated_at: version } = standing;
  const other: OtherDraft = { id, channel, subject, body_text, body_html, version };
  throw new AppError("STALE", "You went on writing in another tab. Choose which of the two texts to keep.", {
    extra: { other },
  });
}

type Lead = { id: string; company_id: string | null };

async function insertDraft(
  tx: OrgTx,
  lead: Lead,
  draft: Text & { channel: string },
  ctx: Context,
): Promise<SavedDraft> {
  const id = newId();
  await insertCommunications(tx, [
    {
      id,
      leadId: lead.id,
      companyId: lead.company_id,
      userId: ctx.actor.userId,
      actorName: ctx.actor.name,
      source: "composer",
      intent: "planned",
      direction: "outbound",
      ...draft,
      status: "draft",
      occurredAt: ctx.now,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    },
  ]);
  return { draft_id: id, version: ctx.now.toISOString() };
}
