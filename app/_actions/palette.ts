"use server";

import { asAction } from "@/app/_adapters/action";
import { viewHref } from "@/components/leads/lead-query";
import type { PaletteFound } from "@/components/shell/palette-actions";
import { listCompanies } from "@/lib/companies/queries";
import { readInLine } from "@/lib/core/read-in-line";
import { listLeads } from "@/lib/leads/list-queries";
import { displayName } from "@/lib/leads/rules";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { findViewsNamed } from "@/lib/saved-views/queries";

/** What the palette finds for a few letters: leads, companies and saved views, all within sight of who asks; null: it could not be read. */
export async function findAction(typed: string): Promise<PaletteFound | null> {
  const q = typed.trim().slice(0, 200);
  const asked = listLeadsInputSchema.parse({ q, limit: 8 });
  const result = await asAction(({ context }) =>
    readInLine(context, "leads:read", async (tx) => {
      const [leads, companies, views] = await Promise.all([
        listLeads(tx, context, asked),
        listCompanies(tx, { q, limit: 4 }),
        findViewsNamed(tx, q, context.actor),
      ]);
      return {
        leads: leads.data.map((lead) => ({
          id: lead.id,
          name: displayName(lead),
          company: lead.company?.name ?? null,
        })),
        companies: companies.data.map(({ id, name, domain }) => ({ id, name, domain })),
        views: views.map((view) => ({ id: view.id, name: view.name, href: viewHref(view) })),
      };
    }),
  );
  return result.ok ? result.output : null;
}
