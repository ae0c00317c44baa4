import type { Metadata } from "next";
import { deleteSegmentAction, duplicateSegmentAction, updateSegmentAction } from "@/app/_actions/segments";
import { loadSegment } from "@/app/_adapters/segment-page";
import { SegmentForm } from "@/components/segments/segment-form";
import { SegmentMenu } from "@/components/segments/segment-menu";
import { ShownSegment } from "@/components/segments/shown-segment";
import { TopBar } from "@/components/shell/top-bar";

type Props = { params: Promise<{ segmentId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadSegment((await params).segmentId)).segment?.name };
}

export default async function SegmentPage({ params }: Props) {
  const { segment, userId, mayExport, context } = await loadSegment((await params).segmentId);
  if (!segment) return null;
  return (
    <ShownSegment key={segment.version}>
      <TopBar crumbs={[{ label: "Segments", href: "/segments" }]} title={segment.name}>
        <SegmentMenu {...{ segment, mayExport }} duplicate={duplicateSegmentAction} remove={deleteSegmentAction} />
      </TopBar>
      <div className="scroll">
        <SegmentForm {...{ segment, userId, context }} save={updateSegmentAction} />
      </div>
    </ShownSegment>
  );
}
