import type { Metadata } from "next";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { AuditExport, AuditFilters } from "@/components/audit/audit-filters";
import { AuditList } from "@/components/audit/audit-list";
import { TopBar } from "@/components/shell/top-bar";
import { NoPermission } from "@/components/ui/error-state";
import { ForwardPager } from "@/components/ui/forward-pager";
import { listMembers } from "@/lib/accounts/queries";
import { listAudit, listKinds } from "@/lib/audit/queries";
import { listAuditInputSchema } from "@/lib/audit/schema";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Audit" };

export default listPage(AuditPage);

async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  if (!mayDo(ctx.actor.role, ctx.actor.scopes, "audit:read")) return <Closed />;
  const { input, query } = pageInput(listAuditInputSchema, await searchParams);
  const [page, kinds, members] = await read(ctx, "audit:read", (tx) =>
    Promise.all([listAudit(tx, ctx, input), listKinds(tx), listMembers(tx)]),
  );
  const text = queryText(query);
  return (
    <>
      <TopBar title="Audit" note="Append-only, hash-chained">
        <AuditExport />
      </TopBar>
      <AuditFilters
        query={text}
        chosen={query}
        kinds={kinds}
        people={members.map(({ user_id: id, name }) => ({ id, name }))}
      />
      <div className="scroll">
        <AuditList events={page.data} />
        <ForwardPager label="Pages of events" query={text} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}

function Closed() {
  return (
    <>
      <TopBar title="Audit" />
      <div className="scroll p-4">
        <NoPermission>The audit log is for admins. Ask one of your organization.</NoPermission>
      </div>
    </>
  );
}
