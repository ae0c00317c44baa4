import type { Metadata } from "next";
import { mergeLeadsAction, undoMergeAction } from "@/app/_actions/duplicates";
import { loadMerge } from "@/app/_adapters/merge-page";
import type { SearchParams } from "@/app/_adapters/page-input";
import { MergeForm } from "@/components/duplicates/merge-form";
import { TopBar } from "@/components/shell/top-bar";
import { displayName } from "@/lib/leads/rules";

export const metadata: Metadata = { title: "Merge two leads" };

type Props = { params: Promise<{ leadId: string }>; searchParams: Promise<SearchParams> };

export default async function MergePage({ params, searchParams }: Props) {
  const { leadId } = await params;
  const { with: otherId } = await searchParams;
  const preview = await loadMerge(leadId, typeof otherId === "string" ? otherId : "");
  const [lead, other] = [displayName(preview.lead), displayName(preview.other)];
  const names = { lead, other: other === lead ? `the other ${other}` : other };
  const crumbs = [
    { label: "Leads", href: "/leads" },
    { label: names.lead, href: `/leads/${leadId}` },
  ];
  return (
    <>
      <TopBar crumbs={crumbs} title="Merge two leads" />
      <div className="scroll">
        <MergeForm key={leadId} {...{ preview, names }} merge={mergeLeadsAction} undo={undoMergeAction} />
      </div>
    </>
  );
}
