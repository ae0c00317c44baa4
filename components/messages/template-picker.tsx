"use client";

import { useEffect, useState } from "react";
import { everyRow } from "@/components/ui/every-row";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { showProblem, showToast } from "@/components/ui/toast";
import type { FilledTemplate, Template } from "@/lib/templates/schema";
import type { MessageDraft } from "./message-draft";

type Props = { leadId: string; draft: MessageDraft; change: (part: Partial<MessageDraft>) => void };
type Choice = Pick<Template, "id" | "name" | "channel">;

/** A template, filled in for this very lead: what it says stands in the fields, to be read and changed before it goes. */
export function TemplatePicker({ leadId, draft, change }: Props) {
  const [choices, setChoices] = useState<Choice[]>([]);
  useEffect(() => {
    let over = false;
    void everyRow<Choice>("/api/templates").then((found) => over || setChoices(found ?? []));
    return () => {
      over = true;
    };
  }, []);
  const fitting = choices.filter((one) => one.channel === draft.channel);
  if (fitting.length === 0) return null;
  const choose = async (id: string) => {
    if (id === "") return change({ templateId: null });
    const filled = await fillIn(id, leadId);
    if (filled === null) return void showProblem("The template could not be filled in. Try again.");
    const before = { subject: draft.subject, text: draft.text, html: draft.html, templateId: draft.templateId };
    change({ subject: filled.subject ?? "", text: filled.body_text, html: filled.body_html, templateId: id });
    if ((before.subject + before.text).trim() === "") return;
    showToast({ message: "The template replaced your text", onUndo: () => change(before), seconds: 10 });
  };
  return (
    <Field label="Template" className="w-56 max-[720px]:w-auto max-[720px]:flex-1">
      {(ids) => (
        <Select
          {...ids}
          name="template"
          value={draft.templateId ?? ""}
          options={[{ value: "", label: "None" }, ...fitting.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => void choose(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Fields that nobody could fill: they stand in the text in their braces, and the message does not go while they do. */
export const missingIn = ({ subject, text, templateId }: MessageDraft): string[] =>
  templateId === null
    ? []
    : [...new Set([...`${subject} ${text}`.matchAll(/\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g)].map(([, name = ""]) => name))];

// Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
async function fillIn(id: string, leadId: string): Promise<FilledTemplate | null> {
  try {
    const response = await fetch(`/api/templates/${id}/preview`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ lead_id: leadId }),
    });
    return response.ok ? ((await response.json()) as FilledTemplate) : null;
  } catch {
    return null;
  }
}
