import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as actions from "@/app/_actions/imports";
import { loadImportPage } from "@/app/_adapters/import-page";
import { ImportMapping } from "@/components/imports/import-mapping";
import { ImportPreview } from "@/components/imports/import-preview";
import { ImportProgress } from "@/components/imports/import-progress";
import { ImportResult } from "@/components/imports/import-result";
import { StateBadge } from "@/components/imports/imports-list";
import { RejectedRows } from "@/components/imports/rejected-rows";
import { TopBar } from "@/components/shell/top-bar";
import { AT_WORK } from "@/lib/lead-imports/schema";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({ params }: { params: Promise<{ importId: string }> }) {
  const loaded = await loadImportPage((await params).importId);
  if (!loaded) notFound();
  const { one, preview, examples, kept, pairs, rejected } = loaded;
  const all = {
    update: actions.updateImportAction,
    start: actions.startImportAction,
    cancel: actions.cancelImportAction,
    undo: actions.undoImportAction,
  };
  return (
    <>
      <TopBar title={one.name} crumbs={[{ label: "Imports", href: "/imports" }]}>
        <StateBadge state={one.state} />
      </TopBar>
      <div className="scroll">
        {AT_WORK.includes(one.state) ? <ImportProgress one={one} cancel={all.cancel} /> : null}
        {one.state === "uploaded" ? <ImportMapping one={one} examples={examples} actions={all} /> : null}
        {one.finished_at && one.state !== "undoing" ? <ImportResult {...{ one, kept, pairs }} undo={all.undo} /> : null}
        {rejected.length > 0 ? <RejectedRows rows={rejected} all={one.rejected} /> : null}
        {one.state === "uploaded" ? <ImportPreview rows={preview} /> : null}
      </div>
    </>
  );
}
