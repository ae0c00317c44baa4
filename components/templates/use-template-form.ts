"use client";

import { useState } from "react";
import { paragraphsOf } from "@/components/editor/paragraphs";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import type { Template } from "@/lib/templates/schema";
import { variablesIn } from "./template-words";

export type TemplateText = {
  name: string;
  channel: Template["channel"];
  subject: string;
  text: string;
  html: string;
  variables: string;
  shared: boolean;
};
export type TemplateWish = {
  template_id?: string;
  if_version?: number;
  name: string;
  channel?: Template["channel"];
  subject: string | null;
  body_text?: string;
  body_html?: string;
  variables: string[];
  shared: boolean;
};
export type SaveTemplate = SettingsAction<TemplateWish, Template>;

const textOf = (template: Template | null): TemplateText => ({
  name: template?.name ?? "",
  channel: template?.channel ?? "email",
  subject: template?.subject ?? "",
  text: template?.body_text ?? "",
  html: template?.body_html ?? (template ? paragraphsOf(template.body_text) : ""),
  variables: template?.variables.join(", ") ?? "",
  shared: template?.shared ?? false,
});

/** What is being written, and one request at a time. */
export function useTemplateForm(template: Template | null, save: SaveTemplate, done: (kept: Template) => void) {
  const [text, setText] = useState(() => textOf(template));
  const { run, busy, problem } = useAction(save, done);
  const change = (part: Partial<TemplateText>) => setText((known) => ({ ...known, ...part }));
  return { text, change, busy, problem, keep: () => run(wishOf(text, template)) };
}

/** What the server is asked to keep; an email is its HTML, of which the plain part is made there. */
export function wishOf(text: TemplateText, template: Template | null): TemplateWish {
  const { name, channel, subject, shared } = text;
  const isEmail = channel === "email";
  return {
    ...(template ? { template_id: template.id, if_version: template.version } : { channel }),
    name,
    subject: isEmail ? subject : null,
    ...(isEmail ? { body_html: text.html } : { body_text: text.text }),
    variables: variablesIn(text.variables),
    shared,
  };
}
