"use client";

import { useRouter } from "next/navigation";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import type { Template } from "@/lib/templates/schema";

type Props = { template: Template; remove: SettingsAction<{ template_id: string }, { name: string }> };

export function TemplateMenu({ template, remove }: Props) {
  const router = useRouter();
  const end = useAction(remove, ({ name }) => {
    showToast({ message: `The template ${name} is gone; what was sent stays` });
    router.push("/templates");
  });
  if (!template.may_change) return null;
  return (
    <Button variant="danger" className="wide" busy={end.busy} onClick={() => end.run({ template_id: template.id })}>
      Delete
    </Button>
  );
}
