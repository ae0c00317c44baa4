import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { requireContext } from "@/app/_adapters/session";
import { SegmentsTable } from "@/components/segments/segments-table";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { read } from "@/lib/core/read";
import { listSegments } from "@/lib/segments/queries";

export const metadata: Metadata = { title: "Segments" };

export default async function SegmentsPage() {
  const ctx = await requireContext();
  const segments = await read(ctx, "segments:read", (tx) => listSegments(tx, ctx));
  const add = (
    <ButtonLink href="/segments/new" variant="primary" icon={Plus}>
      New segment
    </ButtonLink>
  );
  return (
    <>
      <TopBar title="Segments">{add}</TopBar>
      <div className="scroll">
        {segments.length > 0 ? (
          <SegmentsTable segments={segments} />
        ) : (
          <EmptyState title="No segments yet">
            A segment is a set of conditions under a name, such as hot leads nobody wrote to this month. Who is in it
            follows the leads.
          </EmptyState>
        )}
      </div>
    </>
  );
}
