"use client";

import { useState } from "react";
import { paragraphsOf } from "@/components/editor/paragraphs";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { useKeptWork } from "@/components/ui/use-kept-work";
import { TEMPLATE_CHANNELS, type Template } from "@/lib/templates/schema";
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

type Options = { template: Template | null; userId: string; save: SaveTemplate; done: (saved: Template) => void };

/** What is being written, kept in this browser until it is saved, and one request at a time. */
export function useTemplateForm({ template, userId, save, done }: Options) {
  const [saved] = useState(() => textOf(template));
  const [text, setText] = useState(saved);
  const asText = (one: TemplateText) => JSON.stringify(TEXT_NAMES.map((name) => one[name]));
  const kept = useKeptWork({
    place: { kind: "template", userId, id: template?.id ?? "new" },
    work: text,
    saved,
    textOf: asText,
    isWork,
    take: setText,
  });
  const store = async (wish: TemplateWish) => {
    const answer = await save(wish);
    if (answer.ok) kept.settle(asText(text));
    return answer;
  };
  const { run, busy, problem } = useAction(store, done);
  const change = (part: Partial<TemplateText>) => setText((known) => ({ ...known, ...part }));
  return { text, change, busy, problem, kept, keep: () => run(wishOf(text, template)) };
}

const TEXT_NAMES = ["name", "channel", "subject", "text", "html", "variables", "shared"] as const;

const isWork = (raw: unknown): raw is TemplateText => {
  if (typeof raw !== "object" || raw === null) return false;
  const known = new Map(Object.entries(raw));
  return TEXT_NAMES.every((name) =>
    name === "channel"
      ? TEMPLATE_CHANNELS.some((one) => one === known.get(name))
      : typeof known.get(name) === (name === "shared" ? "boolean" : "string"),
  );
};

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
