import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { LeadFilters } from "@/components/leads/lead-filters";
import { LeadsTable } from "@/components/leads/leads-table";
import { VerdictLegend } from "@/components/outreach/verdict-legend";
import { KeysFooter } from "@/components/shell/keys-footer";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { countWords } from "@/components/ui/count-words";
import { EmptyState } from "@/components/ui/empty-state";
import { ForwardPager } from "@/components/ui/forward-pager";
import { listMembers } from "@/lib/accounts/queries";
import { read } from "@/lib/core/read";
import { listLeads } from "@/lib/leads/list-queries";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { assessLeads } from "@/lib/outreach/assess-lead";

export const metadata: Metadata = { title: "Leads" };

export default async function LeadsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listLeadsInputSchema, await searchParams);
  const { page, verdicts, people } = await read(ctx, "leads:read", async (tx) => {
    const listed = await listLeads(tx, ctx, input);
    const [answers, members] = await Promise.all([
      assessLeads(
        tx,
        listed.data.map((lead) => lead.id),
        ctx,
      ),
      listMembers(tx),
    ]);
    return { page: listed, verdicts: answers, people: members };
  });
  const filtered = Boolean(input.q || input.status || input.owner || input.tag);
  return (
    <>
      <TopBar title="Leads" note={countWords(page)}>
        <ButtonLink href="/leads/new" variant="primary" icon={Plus}>
          New lead
        </ButtonLink>
      </TopBar>
      <LeadFilters
        query={queryText(query)}
        q={input.q ?? ""}
        status={input.status ?? []}
        owner={input.owner ?? null}
        tag={input.tag ?? null}
        people={people.map(({ user_id: id, name }) => ({ id, name }))}
      />
      <div className="scroll">
        {page.data.length > 0 ? (
          <LeadsTable
            leads={page.data}
            verdicts={Object.fromEntries(verdicts.map((one) => [one.lead_id, one.channels]))}
            userId={ctx.actor.userId}
            sort={input.sort}
            query={queryText(query)}
          />
        ) : (
          <EmptyState
            title={filtered ? "No lead fits these filters" : "No leads yet"}
            actions={
              <ButtonLink href={filtered ? "/leads" : "/leads/new"} variant={filtered ? "default" : "primary"}>
                {filtered ? "Show all leads" : "Add the first lead"}
              </ButtonLink>
            }
          >
            {filtered
              ? "Take a filter away, or search for part of a name, company, address or number."
              : "A lead is one person you want to win."}
          </EmptyState>
        )}
        <ForwardPager label="Pages of leads" query={queryText(query)} nextCursor={page.next_cursor} />
      </div>
      <KeysFooter
        hints={[
          { keys: ["J", "K"], label: "Move" },
          { keys: ["Enter"], label: "Open" },
          { keys: ["/"], label: "Filter" },
        ]}
        end={<VerdictLegend />}
      />
    </>
  );
}
