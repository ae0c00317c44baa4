import type { Metadata } from "next";
import { createTemplateAction, findPreviewLeadsAction, previewTemplateAction } from "@/app/_actions/templates";
import { requireContext } from "@/app/_adapters/session";
import { TopBar } from "@/components/shell/top-bar";
import { TemplateForm } from "@/components/templates/template-form";

export const metadata: Metadata = { title: "New template" };

export default async function NewTemplatePage() {
  const { actor } = await requireContext();
  return (
    <>
      <TopBar crumbs={[{ label: "Templates", href: "/templates" }]} title="New template" />
      <div className="scroll">
        <TemplateForm
          template={null}
          userId={actor.userId}
          save={createTemplateAction}
          preview={previewTemplateAction}
          findLeads={findPreviewLeadsAction}
        />
      </div>
    </>
  );
}
