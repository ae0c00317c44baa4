import { createHash } from "node:crypto";
import type { Context } from "@/lib/core/context";
import type { Caller } from "./caller";

const leadTexts = [
  "first_name",
  "last_name",
  "email",
  "phone",
  "linkedin",
  "title",
  "company",
  "source",
  "timezone",
] as const;

/** A form's fields as they were typed, for showing them again; React's own fields begin with $. */
export const typedIn = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" && !name.startsWith("$") ? [[name, value]] : [])),
  );

/** A date field's day as the last moment of it, in UTC; what is no day goes on as it is, for the command to refuse. */
export const endOfDay = (day: string | undefined) => (day ? `${day}T23:59:59Z` : undefined);

/** The lead form as a command's input: tags by comma, an empty owner is nobody. */
export function leadInput(form: FormData): Record<string, unknown> {
  const typed = typedIn(form);
  const texts = leadTexts.filter((name) => name in typed).map((name) => [name, typed[name]]);
  const tags = typed.tags
    ?.split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
  const owner = typed.owner_id === undefined ? {} : { owner_id: typed.owner_id || null };
  return { ...Object.fromEntries(texts), ...(tags ? { tags } : {}), ...owner };
}

/** A press of a button that may be repeated: the browser's attempt is the Idempotency-Key, so a double click is one command. */
export function asOneAttempt({ context, identity }: Caller, route: string, attempt: string, input: unknown): Context {
  const bodyHash = createHash("sha256").update(JSON.stringify(input)).digest("hex");
  return {
    ...context,
    idempotency: { principal: `user ${identity.user_id}`, route, key: attempt.slice(0, 255), bodyHash },
  };
}
