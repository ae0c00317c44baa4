import { invalid } from "@/lib/core/errors";

/** What a template may take from the lead and from who sends, by name. */
export const FIELDS = {
  first_name: "First name",
  last_name: "Last name",
  full_name: "Full name",
  title: "Title",
  company: "Company",
  sender_name: "Your name",
  sender_first_name: "Your first name",
} as const;
export type FieldName = keyof typeof FIELDS;

// Own names alone: an object also knows words that nobody gave it.
export const isField = (name: string): name is FieldName => Object.hasOwn(FIELDS, name);

export const variableName = /^[a-z][a-z0-9_]{0,39}$/;
const space = "(?:\\s|&nbsp;)*";
const field = () => new RegExp(`\\{\\{${space}([a-z][a-z0-9_]{0,39})${space}(?:\\|([^{}]*))?\\}\\}`, "g");

/** The names of the fields that stand in a text, each once. */
export const fieldsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(field())].map(([, name = ""]) => name)),
];

/** INVALID for a field that is broken or that nobody knows; in HTML also for one within a tag or broken up by one. */
export function requireSoundFields(path: string, text: string, variables: readonly string[]): void {
  if (/<[^>]*(\{\{|\}\})/.test(text) && path === "body_html")
    throw invalid(
      path,
      "A field stands within the address of a link or another attribute. Put it into the text instead.",
    );
  const rest = text.replace(field(), "");
  if (/\{\{|\}\}/.test(rest))
    throw invalid(
      path,
      `A field is not closed or is broken: "${near(rest)}". Write it as {{first_name}} or {{first_name|there}}.`,
    );
  const unknown = fieldsIn(text).find((name) => !isField(name) && !variables.includes(name));
  if (unknown === undefined) return;
  const known = [...Object.keys(FIELDS), ...variables].join(", ");
  throw invalid(
    path,
    `There is no field "${unknown}". Use one of ${known}, or name it among the template's variables.`,
  );
}

const near = (text: string) => text.slice(Math.max(0, text.search(/\{\{|\}\}/)), 30 + text.search(/\{\{|\}\}/));

export type Values = Readonly<Record<string, string | null | undefined>>;
export type Filled = { text: string; missing: string[]; used: Record<string, string> };

/**
 * A text with its fields filled in. A value is text, never markup: `encode` makes it so. Without a value the fallback stands, and without
 * that the field stays as it is and is named as missing.
 */
export function fillFields(text: string, values: Values, encode: (value: string) => string = (value) => value): Filled {
  const missing = new Set<string>();
  const used: Record<string, string> = {};
  const filled = text.replace(field(), (whole, name: string, fallback: string | undefined) => {
    const value = oneLine(Object.hasOwn(values, name) ? values[name] : null);
    if (value !== "") {
      used[name] = value;
      return encode(value);
    }
    if (fallback !== undefined) return fallback.trim();
    missing.add(name);
    return whole;
  });
  return { text: filled, missing: [...missing], used };
}

// A name with a line break would end a header, and one with braces would be a field of the next round.
const oneLine = (value: string | null | undefined) =>
  (value ?? "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replace(/\{\{|\}\}/g, "")
    .trim();

/** INVALID for a text that would leave with a field in its braces, because no template fills it in; also {{FirstName}} or {{First name}}. */
export function requireNoField(path: string, text: string | null | undefined): void {
  const known = Object.keys(FIELDS).map(lettersOf);
  for (const [found, name = ""] of (text ?? "").matchAll(/\{\{([^{}|\n]{1,60})(?:\|[^{}]*)?\}\}/g))
    if (known.includes(lettersOf(name)))
      throw invalid(path, `The text still holds ${found}, which only a template fills in. Write the word itself.`);
}

const lettersOf = (name: string) => name.toLowerCase().replace(/[^a-z]/g, "");

/** INVALID that names what is missing and the ways out. */
export function requireNothingMissing(missing: readonly string[]): void {
  const [first] = missing;
  if (first === undefined) return;
  const all = missing.map((name) => (isField(name) ? FIELDS[name].toLowerCase() : name)).join(", ");
  throw invalid(
    "template_id",
    `The text needs ${missing.length > 1 ? "what is" : "something that is"} not known here: ${all}. Add it to the lead or the variables, give the field a fallback as in {{${first}|there}}, or write it into the text.`,
  );
}
