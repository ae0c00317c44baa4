import type { Metadata } from "next";
import { loadLead } from "@/app/_adapters/lead-page";
import { listPage } from "@/app/_adapters/list-page";
import { pageQuery, type SearchParams } from "@/app/_adapters/page-input";
import { ChangesList } from "@/components/changes/changes-list";
import { TopBar } from "@/components/shell/top-bar";
import { ForwardPager } from "@/components/ui/forward-pager";
import { read } from "@/lib/core/read";
import { listLeadChanges } from "@/lib/lead-changes/queries";

export const metadata: Metadata = { title: "Changes" };

type Props = { params: Promise<{ leadId: string }>; searchParams: Promise<SearchParams> };

export default listPage(ChangesPage);

async function ChangesPage({ params, searchParams }: Props) {
  const { leadId } = await params;
  const { cursor } = pageQuery(await searchParams);
  const { ctx, name, lead } = await loadLead(leadId);
  const page = await read(ctx, "leads:read", (tx) => listLeadChanges(tx, { id: leadId, limit: 50, cursor }));
  return (
    <>
      <TopBar
        crumbs={[
          { label: "Leads", href: "/leads" },
          { label: name, href: `/leads/${leadId}` },
        ]}
        title="Changes"
      />
      <div className="scroll">
        <ChangesList changes={page.data} currency={lead.currency} />
        <ForwardPager
          label="Pages of changes"
          query={cursor ? new URLSearchParams({ cursor }).toString() : ""}
          nextCursor={page.next_cursor}
        />
      </div>
    </>
  );
}
