import { notFound } from "next/navigation";
import { cache } from "react";
import { listTouches } from "@/lib/communications/queries";
import { formatPhone } from "@/lib/contact-points/phone-rules";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { listContactPoints } from "@/lib/leads/point-queries";
import { getLead, listMoves } from "@/lib/leads/queries";
import { displayName } from "@/lib/leads/rules";
import { assessLead } from "@/lib/outreach/assess-lead";
import { listStakeholders } from "@/lib/stakeholders/queries";
import { checkIds } from "./asked";
import { requireContext } from "./session";

/** What the lead page and its title show, in one transaction per request; the not-found page when the lead is not here. */
export const loadLead = cache(async (leadId: string) => {
  const ctx = await requireContext();
  try {
    checkIds({ id: leadId });
    return await read(ctx, "leads:read", async (tx) => {
      const [lead, contactability, page, moves, points, stakeholders] = await Promise.all([
        getLead(tx, leadId),
        assessLead(tx, leadId, ctx),
        listTouches(tx, { leadId, limit: 50 }),
        listMoves(tx, leadId, ctx.actor.role),
        listContactPoints(tx, leadId),
        listStakeholders(tx, leadId),
      ]);
      const shown = { name: displayName(lead), phone: lead.phone && formatPhone(lead.phone) };
      return { ctx, lead, contactability, page, moves, points, stakeholders, ...shown };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});
