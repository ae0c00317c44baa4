import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { listTouches } from "@/lib/communications/queries";
import { listConsents } from "@/lib/consents/queries";
import { formatPhone } from "@/lib/contact-points/phone-rules";
import { listContactPoints } from "@/lib/contact-points/queries";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { findForward } from "@/lib/core/forward";
import { atLeast } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { listEnrollments } from "@/lib/enrollments/queries";
import { listOpenHandOvers } from "@/lib/hand-overs/queries";
import { mayDecide } from "@/lib/hand-overs/rules";
import { getLead, listMoves } from "@/lib/leads/queries";
import { displayName } from "@/lib/leads/rules";
import { findTwins } from "@/lib/merges/queries";
import { listNotes } from "@/lib/notes/queries";
import { assessLead } from "@/lib/outreach/assess-lead";
import { getLeadScore } from "@/lib/scoring/queries";
import { findDraft, listAddresses } from "@/lib/sending/queries";
import { listRunningNames } from "@/lib/sequences/queries";
import { listStakeholders } from "@/lib/stakeholders/queries";
import { listOpen } from "@/lib/suggestions/queries";
import { listTagColours, listTagNames } from "@/lib/tags/queries";
import { listTracked } from "@/lib/tracked-events/queries";
import { checkIds } from "./asked";
import { loadStatus } from "./lead-status";
import { requireContext } from "./session";

/** What the lead page and its title show, in one transaction per request; the not-found page when the lead is not here. */
export const loadLead = cache(async (leadId: string) => {
  const ctx = await requireContext();
  try {
    checkIds({ id: leadId });
    return await read(ctx, "leads:read", async (tx) => {
      const [
        lead,
        contactability,
        page,
        moves,
        addresses,
        draft,
        consents,
        asking,
        points,
        stakeholders,
        notes,
        around,
      ] = await Promise.all([
        getLead(tx, leadId),
        assessLead(tx, leadId, ctx),
        listTouches(tx, { leadId, limit: 50 }),
        listMoves(tx, leadId, ctx.actor.role),
        listAddresses(tx, leadId),
        findDraft(tx, leadId, ctx.actor.userId),
        listConsents(tx, leadId),
        listOpenHandOvers(tx, leadId),
        listContactPoints(tx, leadId),
        listStakeholders(tx, leadId),
        listNotes(tx, { leadId, limit: 200 }),
        loadAround(tx, leadId, ctx),
      ]);
      const { client, status } = await loadStatus(tx, lead, moves, ctx);
      const handOvers = mayDecide(ctx.actor, lead.owner?.id ?? null) ? asking : [];
      const mine = lead.owner?.id === ctx.actor.userId;
      const shown = { name: displayName(lead), phone: lead.phone && formatPhone(lead.phone) };
      const messages = { addresses, draft, mayCancelAll: atLeast(ctx.actor.role, "manager") };
      return {
        ctx,
        lead,
        contactability,
        timeline: { touches: page.data, total: page.total, hasOlder: page.next_cursor !== null },
        messages,
        consents,
        handOvers,
        mine,
        points,
        stakeholders,
        ...around,
        notes: { list: notes.data, mayDeleteAll: atLeast(ctx.actor.role, "manager") },
        client,
        status,
        ...shown,
      };
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    const into = await read(ctx, "leads:read", (tx) => findForward(tx, leadId)).catch(() => null);
    if (into) redirect(`/leads/${into}`);
    notFound();
  }
});

type OrgTx = Parameters<Parameters<typeof read>[2]>[0];

/** Who may be the same person, what tags there are, its worth and why, what could be done next, and the sequences it is in or could be in. */
async function loadAround(tx: OrgTx, leadId: string, { actor: { userId }, now }: Context) {
  const [twins, colours, known, score, suggestions, page, running, tracked] = await Promise.all([
    findTwins(tx, leadId),
    listTagColours(tx),
    listTagNames(tx),
    getLeadScore(tx, leadId),
    listOpen(tx, { userId, leadId, now }),
    listEnrollments(tx, { lead_id: leadId, limit: 3 }, now),
    listRunningNames(tx),
    listTracked(tx, leadId),
  ]);
  const sequences = { enrollments: page.data, sequences: running };
  return { twins, tagging: { colours, known }, score, suggestions, sequences, tracked };
}
