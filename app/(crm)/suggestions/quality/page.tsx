import type { Metadata } from "next";
import { requireContext } from "@/app/_adapters/session";
import { TopBar } from "@/components/shell/top-bar";
import { QualityTable } from "@/components/suggestions/quality-table";
import { SuggestionTabs } from "@/components/suggestions/suggestion-tabs";
import { read } from "@/lib/core/read";
import { getQuality } from "@/lib/suggestions/quality-queries";

export const metadata: Metadata = { title: "Quality of suggestions" };

export default async function QualityPage() {
  const ctx = await requireContext();
  const { data } = await read(ctx, "suggestions:read", getQuality);
  return (
    <>
      <TopBar title="Suggestions" />
      <SuggestionTabs current="quality" />
      <div className="scroll">
        <QualityTable rows={data} />
      </div>
    </>
  );
}
