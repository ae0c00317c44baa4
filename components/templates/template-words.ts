import { FIELDS } from "@/lib/templates/field-rules";
import type { Template, TemplateVersion } from "@/lib/templates/schema";

export const CHANNEL_WORDS: Record<Template["channel"], string> = {
  email: "Email",
  linkedin: "LinkedIn",
  sms: "SMS",
  whatsapp: "WhatsApp",
};

/** "3 of 12, 25 %": a rate with its base. */
export function resultWords({ sent, replied, rate }: TemplateVersion["results"]): string {
  if (rate === null) return "Nothing sent yet";
  return `${replied} of ${sent}, ${Math.round(rate * 100)} %`;
}

/** "3 of 12 messages": of those that left, in how many a person was seen to do it. Who is not seen may have done it all the same. */
export const baseWords = (some: number, sent: number): string =>
  sent === 0 ? "Nothing sent yet" : `${some} of ${sent} ${sent === 1 ? "message" : "messages"}`;

/** What can be put into a text, as it is written there. */
export const fieldOptions = (variables: readonly string[]) => [
  ...Object.entries(FIELDS).map(([name, label]) => ({ value: name, label })),
  ...variables.map((name) => ({ value: name, label: name })),
];

export const variablesIn = (typed: string) => typed.split(/[\s,]+/).filter(Boolean);
