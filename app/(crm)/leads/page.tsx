import type { Metadata } from "next";
import { loadLeadList } from "@/app/_adapters/lead-list";
import type { SearchParams } from "@/app/_adapters/page-input";
import { LeadList } from "@/components/leads/lead-list";

export const metadata: Metadata = { title: "Leads" };

/** The first rows are drawn here; filtering, sorting and scrolling go on with JSON. */
export default async function LeadsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <LeadList {...(await loadLeadList(await searchParams))} />;
}
