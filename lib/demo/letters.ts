import { changeSignature } from "@/lib/signatures/change-signature";
import { createTemplate } from "@/lib/templates/create-template";
import { changePostalAddress } from "@/lib/unsubscribes/change-postal-address";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import type { Who } from "./sign-ins";
import type { Stage } from "./teller";

const templates: readonly {
  by: Who;
  name: string;
  channel?: "sms";
  subject?: string;
  html?: string;
  text?: string;
  shared: boolean;
}[] = [
  {
    by: "manager",
    name: "First words",
    subject: "{{company|Your fleet}} and the cold chain",
    html: `<p>Hi {{first_name|there}},</p><p>two carriers of about your size run one depot with us in parallel for <strong>four weeks</strong> before they decide anything. Is that worth a quarter of an hour next week?</p><p>{{sender_first_name}}</p>`,
    shared: true,
  },
  {
    by: "manager",
    name: "After a call without an answer",
    subject: "I just tried to reach you",
    html: "<p>Hi {{first_name|there}},</p><p>I tried you a moment ago. Two things I would have asked:</p><ul><li><p>which depot gives you the most trouble at the peak</p></li><li><p>who besides you looks at the numbers</p></li></ul><p>{{sender_first_name}}</p>",
    shared: true,
  },
  {
    by: "rep1",
    name: "Offer, one page",
    subject: "The offer until {{offer_date}}",
    html: "<p>Dear {{full_name}},</p><p>as {{title}} you will want the figures first: they are on one page, and they hold until {{offer_date}}.</p>",
    shared: false,
  },
  {
    by: "rep2",
    name: "Running late",
    channel: "sms",
    text: "Hi {{first_name|there}}, ten minutes late, sorry. {{sender_first_name}}",
    shared: true,
  },
];

const signatures: readonly [Who, string][] = [
  ["rep1", "Fernway Cold Chain\nAsk me about the pilot of four weeks"],
  ["manager", "Fernway Cold Chain, Sales"],
];

/** What is written again and again, and what stands under it. */
export async function tellLetters(stage: Stage, calendar: Calendar): Promise<void> {
  const admin = stage.as("admin", calendar.workday(40, 540), "postal address");
  await onceFree(() => changePostalAddress(admin, { postal_address: "410 Pier Avenue, Brooklyn, NY 11201" }));
  for (const [by, signature] of signatures) {
    await onceFree(() => changeSignature(stage.as(by, calendar.workday(40, 550), "signature"), { signature }));
  }
  for (const { by, html, text, ...template } of templates) {
    const ctx = stage.as(by, calendar.workday(40, 560), `template ${template.name}`);
    const variables = template.subject?.includes("offer_date") ? ["offer_date"] : [];
    await onceFree(() => createTemplate(ctx, { ...template, body_html: html, body_text: text, variables }));
  }
}
