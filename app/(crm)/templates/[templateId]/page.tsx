import type { Metadata } from "next";
import {
  archiveTemplateAction,
  findPreviewLeadsAction,
  previewTemplateAction,
  updateTemplateAction,
} from "@/app/_actions/templates";
import { requireContext } from "@/app/_adapters/session";
import { loadTemplate } from "@/app/_adapters/template-page";
import { TopBar } from "@/components/shell/top-bar";
import { TemplateForm } from "@/components/templates/template-form";
import { TemplateMenu } from "@/components/templates/template-menu";

type Props = { params: Promise<{ templateId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadTemplate((await params).templateId)).name };
}

export default async function TemplatePage({ params }: Props) {
  const [template, { actor }] = await Promise.all([loadTemplate((await params).templateId), requireContext()]);
  return (
    <>
      <TopBar crumbs={[{ label: "Templates", href: "/templates" }]} title={template.name}>
        <TemplateMenu template={template} remove={archiveTemplateAction} />
      </TopBar>
      <div className="scroll">
        <TemplateForm
          key={template.updated_at}
          template={template}
          userId={actor.userId}
          save={updateTemplateAction}
          preview={previewTemplateAction}
          findLeads={findPreviewLeadsAction}
        />
      </div>
    </>
  );
}
