import type { Metadata } from "next";
import { createSegmentAction } from "@/app/_actions/segments";
import { loadSegment } from "@/app/_adapters/segment-page";
import { SegmentForm } from "@/components/segments/segment-form";
import { TopBar } from "@/components/shell/top-bar";

export const metadata: Metadata = { title: "New segment" };

export default async function NewSegmentPage() {
  const { userId, context } = await loadSegment(null);
  return (
    <>
      <TopBar crumbs={[{ label: "Segments", href: "/segments" }]} title="New segment" />
      <div className="scroll">
        <SegmentForm segment={null} userId={userId} context={context} save={createSegmentAction} />
      </div>
    </>
  );
}
