import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { requireContext } from "@/app/_adapters/session";
import { TopBar } from "@/components/shell/top-bar";
import { TemplatesTable } from "@/components/templates/templates-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { read } from "@/lib/core/read";
import { listTemplates } from "@/lib/templates/queries";

export const metadata: Metadata = { title: "Templates" };

export default async function TemplatesPage() {
  const ctx = await requireContext();
  const templates = await read(ctx, "templates:read", (tx) => listTemplates(tx, ctx));
  return (
    <>
      <TopBar title="Templates">
        <ButtonLink href="/templates/new" variant="primary" icon={Plus}>
          New template
        </ButtonLink>
      </TopBar>
      <div className="scroll">
        {templates.length > 0 ? (
          <TemplatesTable templates={templates} />
        ) : (
          <EmptyState title="No templates yet">
            A template is a text that you write again and again. Its fields are filled in for each lead, and you see how
            many answered.
          </EmptyState>
        )}
      </div>
    </>
  );
}
