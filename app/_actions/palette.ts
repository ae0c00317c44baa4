"use server";

import { asAction } from "@/app/_adapters/action";
import { viewHref } from "@/components/leads/lead-query";
import type { PaletteFound } from "@/components/shell/palette-actions";
import { calledFirst } from "@/components/shell/palette-rows";
import { aroundWords } from "@/components/transcripts/segment-words";
import { listCompanies } from "@/lib/companies/queries";
import type { Context } from "@/lib/core/context";
import { mayDo } from "@/lib/core/permissions";
import { readInLine } from "@/lib/core/read-in-line";
import { listLeads } from "@/lib/leads/list-queries";
import { displayName } from "@/lib/leads/rules";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { findViewsNamed } from "@/lib/saved-views/queries";
import { searchTranscripts } from "@/lib/transcripts/queries";
import { searchTranscriptsInputSchema, type TranscriptHitPage } from "@/lib/transcripts/schema";

/** What the palette finds for a few letters: leads, companies, saved views and what was said in calls, all within sight of who asks; null: it could not be read. */
export async function findAction(typed: string): Promise<PaletteFound | null> {
  const q = typed.trim().slice(0, 200);
  const asked = listLeadsInputSchema.parse({ q, limit: 40 });
  const result = await asAction(({ context }) =>
    readInLine(context, "leads:read", async (tx) => {
      const [leads, companies, views, said] = await Promise.all([
        listLeads(tx, context, asked),
        listCompanies(tx, { q, limit: 4 }),
        findViewsNamed(tx, q, context.actor),
        q.length < 3 || !mayHear(context)
          ? null
          : searchTranscripts(tx, searchTranscriptsInputSchema.parse({ q, limit: 4 })),
      ]);
      const found = leads.data.map((lead) => ({
        id: lead.id,
        name: displayName(lead),
        company: lead.company?.name ?? null,
      }));
      return {
        leads: calledFirst(found, q, 8),
        companies: companies.data.map(({ id, name, domain }) => ({ id, name, domain })),
        views: views.map((view) => ({ id: view.id, name: view.name, href: viewHref(view) })),
        said: (said?.data ?? []).map((hit) => ({
          id: hit.contact_id,
          lead: hit.lead.name,
          text: hit.segment ? aroundWords(hit.segment.text, q) : "",
          href: heardHref(hit, q),
        })),
      };
    }),
  );
  return result.ok ? result.output : null;
}

const mayHear = ({ actor }: Context) => mayDo(actor.role, actor.scopes, "communications:read");

/** The lead's page with the transcript of the call open at these words. */
const heardHref = ({ lead, contact_id }: TranscriptHitPage["data"][number], q: string) =>
  `/leads/${lead.id}?${new URLSearchParams({ call: contact_id, heard: q })}`;
