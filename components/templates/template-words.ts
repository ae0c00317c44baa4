import { FIELDS } from "@/lib/templates/field-rules";
import type { Template, TemplateVersion } from "@/lib/templates/schema";

export const CHANNEL_WORDS: Record<Template["channel"], string> = {
  email: "Email",
  linkedin: "LinkedIn",
  sms: "Text message",
  whatsapp: "WhatsApp",
};

/** "3 of 12, 25 %": a rate with its base. */
export function resultWords({ sent, replied, rate }: TemplateVersion["results"]): string {
  if (rate === null) return "Nothing sent yet";
  return `${replied} of ${sent}, ${Math.round(rate * 100)} %`;
}

/** What can be put into a text, as it is written there. */
export const fieldOptions = (variables: readonly string[]) => [
  ...Object.entries(FIELDS).map(([name, label]) => ({ value: name, label })),
  ...variables.map((name) => ({ value: name, label: name })),
];

export const variablesIn = (typed: string) => typed.split(/[\s,]+/).filter(Boolean);
