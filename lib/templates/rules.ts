import type { Actor } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { cleanHtml, plainPart } from "@/lib/texts/outgoing-html-rules";
import { fieldsIn, requireSoundFields } from "./field-rules";

type Who = Pick<Actor, "userId" | "role">;

/** Its owner changes a template; a shared one, a manager too. */
export const mayChange = ({ userId, role }: Who, ownerId: string, shared: boolean) =>
  userId === ownerId || (shared && atLeast(role, "manager"));

export function checkChange(actor: Who, ownerId: string, shared: boolean): void {
  if (mayChange(actor, ownerId, shared)) return;
  throw new AppError(
    "FORBIDDEN",
    "Only its owner or a manager changes this template. Copy its text into one of your own.",
  );
}

export type Content = { subject: string | null; body: string; bodyHtml: string | null; variables: string[] };
type Given = {
  subject?: string | null;
  body_text?: string | null;
  body_html?: string | null;
  variables?: string[];
};

/** What is stored of a text that came in: cleaned, with its plain part, every field known. INVALID says which part is not right. */
export function contentOf(given: Given, channel: string): Content {
  const { subject, variables = [] } = given;
  if (channel !== "email" && (given.body_html || subject))
    throw invalid(
      given.body_html ? "body_html" : "subject",
      "Only an email has a subject and formatting. Leave it out.",
    );
  const bodyHtml = given.body_html ? cleanHtml(given.body_html) : null;
  const body = bodyHtml ? plainPart(bodyHtml) : (given.body_text ?? "").trim();
  if (body === "")
    throw invalid(given.body_html ? "body_html" : "body_text", "There is no text. Write what is to be sent.");
  if (bodyHtml) requireSoundFields("body_html", bodyHtml, variables);
  requireSoundFields("body_text", body, variables);
  requireSoundFields("subject", subject ?? "", variables);
  return { subject: subject?.trim() || null, body, bodyHtml, variables: [...new Set(variables)] };
}

export const fieldsOf = ({ subject, body }: Pick<Content, "subject" | "body">) => fieldsIn(`${subject ?? ""} ${body}`);

/** Answered of those that have left; null without any. */
export const rateOf = (sent: number, replied: number) => (sent === 0 ? null : replied / sent);
