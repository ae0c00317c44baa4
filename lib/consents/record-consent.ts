import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { fromIso } from "@/lib/core/time";
import { normalizeDncValue } from "@/lib/dnc/rules";
import { lockDncValues } from "@/lib/dnc/store";
import { emit } from "@/lib/events/emit";
import { findPoint, listConsents } from "./queries";
import { type RecordConsentInput, type RecordedConsent, recordConsentInputSchema } from "./schema";
import { cancelMessagesTo, insertConsent } from "./store";

/** What a person said about one address and purpose. Denied or withdrawn for outreach also cancels what is queued for them there. */
export const recordConsent = defineCommand({
  name: "recordConsent",
  permission: "leads:write",
  input: recordConsentInputSchema,
  run: async (tx, input, ctx): Promise<RecordedConsent> => {
    const norm = await pointOf(tx, input, ctx);
    const { lead_id, kind, purpose, status, source } = input;
    const saidAt = input.at ? fromIso(input.at) : ctx.now;
    if (saidAt > ctx.now) throw invalid("at", "This is in the future. Give the time at which they said so.");
    if (input.expires_at && fromIso(input.expires_at) <= ctx.now)
      throw invalid("expires_at", "This has run out already. Record what holds now.");
    // As an opt-out does: waits for touches under way to this address, and makes later ones wait.
    await lockDncValues(tx, [{ kind, value: norm }]);
    const id = newId();
    await insertConsent(tx, {
      ...{ id, kind, purpose, status, source },
      valueNorm: norm,
      lawfulBasis: input.lawful_basis ?? null,
      at: saidAt,
      evidence: input.evidence || null,
      expiresAt: input.expires_at ? fromIso(input.expires_at) : null,
      recordedBy: ctx.actor.userId,
      recordedAt: ctx.now,
    });
    const consent = (await listConsents(tx, lead_id)).find((one) => one.id === id);
    if (!consent) throw new Error("A consent that was just stored is there");
    const stops = consent.counts && purpose === "outreach" && (status === "denied" || status === "withdrawn");
    const cancelled = stops ? await cancelMessagesTo(tx, { kind, norm }, ctx.now) : [];
    await emit(tx, ctx, [
      {
        kind: "consent.recorded",
        leadId: lead_id,
        subjects: { lead_id, consent_id: id },
        payload: { lead_id, id, kind, value: norm, purpose, status, source },
      },
      ...cancelled.map((message) => ({
        kind: "message.cancelled",
        leadId: message.lead_id,
        subjects: { lead_id: message.lead_id, communication_id: message.id },
        payload: { lead_id: message.lead_id, communication_id: message.id, reason: "no consent" },
      })),
    ]);
    return { ...consent, cancelled: cancelled.length };
  },
});

async function pointOf(tx: OrgTx, { lead_id, kind, value }: RecordConsentInput, ctx: Context): Promise<string> {
  const normal = value ? normalizeDncValue(kind, value, ctx.defaultRegion) : null;
  if (normal && !normal.ok) throw invalid("value", normal.reason);
  // NOT_FOUND for a lead that is not here, before anything is said about its addresses.
  await listConsents(tx, lead_id);
  const point = await findPoint(tx, lead_id, kind, normal?.ok ? normal.norm : null);
  if (!point)
    throw invalid("value", `This lead has no such ${kind === "linkedin" ? "LinkedIn profile" : kind}. Add it first.`);
  return point.norm;
}
