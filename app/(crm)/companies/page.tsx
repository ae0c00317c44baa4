import type { Metadata } from "next";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { CompaniesList } from "@/components/companies/companies-list";
import { CompanySearch } from "@/components/companies/company-search";
import { TopBar } from "@/components/shell/top-bar";
import { ForwardPager } from "@/components/ui/forward-pager";
import { listCompanies } from "@/lib/companies/queries";
import { listCompaniesInputSchema } from "@/lib/companies/schema";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Companies" };

export default listPage(CompaniesPage);

async function CompaniesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listCompaniesInputSchema, await searchParams);
  const page = await read(ctx, "leads:read", (tx) => listCompanies(tx, input));
  return (
    <>
      <TopBar title="Companies">
        <CompanySearch q={input.q ?? ""} />
      </TopBar>
      <div className="scroll">
        <CompaniesList companies={page.data} q={input.q} />
        <ForwardPager label="Pages of companies" query={queryText(query)} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
