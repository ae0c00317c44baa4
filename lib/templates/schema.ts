import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { variableName } from "./field-rules";

export const TEMPLATE_CHANNELS = ["email", "linkedin", "sms", "whatsapp"] as const;
export const HTML_LENGTH = 200_000;
const BODY_LENGTH = 100_000;

const oneLine = (what: string) => (text: z.ZodString) =>
  text.refine((value) => !/\p{Cc}/u.test(value), `The ${what} holds a line break or control character. Remove it.`);
const noNul = (text: string) => !text.includes("\u0000");

const name = oneLine("name")(
  z.string().trim().min(1, "Give the template a name.").max(100, "The name is longer than 100 characters. Shorten it."),
);
const subject = oneLine("subject")(z.string().max(500, "The subject is longer than 500 characters. Shorten it."));
const variable = z
  .string()
  .regex(variableName, "A variable is a word of small letters, digits and _, such as offer_date.");
export const bodyHtmlSchema = z
  .string()
  .max(HTML_LENGTH, "The HTML is longer than 200,000 characters. Shorten it.")
  .refine(noNul, "The HTML holds a NUL character. Remove it.");
export const variablesSchema = z.record(
  z.string().regex(variableName, "The name of a variable is a word of small letters, digits and _."),
  z.string().max(2000, "A variable has at most 2,000 characters."),
);

const content = {
  name,
  subject: subject.nullish(),
  body_text: z
    .string()
    .max(BODY_LENGTH, "The text is longer than 100,000 characters. Shorten it.")
    .refine(noNul, "The text holds a NUL character. Remove it.")
    .nullish(),
  body_html: bodyHtmlSchema.nullish(),
  variables: z.array(variable).max(30, "A template has at most 30 variables.").optional(),
  shared: z.boolean().optional(),
};

/** The text is `body_html`, of which the plain part is made, or `body_text` alone. */
export const createTemplateInputSchema = z.strictObject({
  ...content,
  channel: z.enum(TEMPLATE_CHANNELS).default("email"),
});
export const updateTemplateInputSchema = z.strictObject({
  ...content,
  name: name.optional(),
  template_id: z.uuid(),
  if_version: z.number().int().optional(),
});
export const templateIdInputSchema = z.strictObject({ template_id: z.uuid() });
/** A text given takes the place of the template's, as it would in a message. */
export const previewTemplateInputSchema = z.strictObject({
  subject: content.subject,
  body_text: content.body_text,
  body_html: content.body_html,
  lead_id: z.uuid(),
  variables: variablesSchema.optional(),
});

const personSchema = z.object({ id: z.uuid(), name: z.string() });
/**
 * Of the messages made from it that have left: how many, and how many got an answer. The rate is null without any. `opened` and `clicked`: how
 * many a person opened, and of how many a person followed a link; null while the organization does not look at that.
 */
export const templateResultsSchema = z.object({
  sent: z.number().int(),
  replied: z.number().int(),
  rate: z.number().nullable(),
  opened: z.number().int().nullable(),
  clicked: z.number().int().nullable(),
});
export const templateSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  channel: z.enum(TEMPLATE_CHANNELS),
  subject: z.string().nullable(),
  body_text: z.string(),
  body_html: z.string().nullable(),
  variables: z.array(z.string()),
  /** every field in subject and text */
  fields: z.array(z.string()),
  version: z.number().int(),
  shared: z.boolean(),
  owner: personSchema,
  may_change: z.boolean(),
  results: templateResultsSchema,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Template = z.infer<typeof templateSchema>;

export const templateVersionSchema = z.object({
  version: z.number().int(),
  subject: z.string().nullable(),
  body_text: z.string(),
  body_html: z.string().nullable(),
  variables: z.array(z.string()),
  edited_by: personSchema,
  results: templateResultsSchema,
  created_at: z.iso.datetime(),
});
export type TemplateVersion = z.infer<typeof templateVersionSchema>;
export const listTemplateVersionsInputSchema = pageInputSchema.extend({ id: z.uuid() });
export type ListTemplateVersionsInput = z.output<typeof listTemplateVersionsInputSchema>;

/** A template as this lead would read it; a field nobody can fill stays in the text and is named. */
export const filledTemplateSchema = z.object({
  template_id: z.uuid(),
  version: z.number().int(),
  channel: z.enum(TEMPLATE_CHANNELS),
  subject: z.string().nullable(),
  body_text: z.string(),
  body_html: z.string().nullable(),
  missing: z.array(z.string()),
  variables: z.record(z.string(), z.string()),
});
export type FilledTemplate = z.infer<typeof filledTemplateSchema>;
