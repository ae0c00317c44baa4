import { z } from "zod";

type Issue = {
  code?: string;
  input?: unknown;
  expected?: string;
  format?: string;
  maximum?: number | bigint;
  minimum?: number | bigint;
  origin?: string;
  values?: unknown[];
  issues?: { message?: string }[];
};

const kinds: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  date: "a time",
};
const formats: Record<string, string> = {
  uuid: "This is not an id.",
  datetime: "Write the time as ISO 8601 with a zone, such as 2026-11-21T09:30:00Z.",
  date: "Write the day as YYYY-MM-DD.",
  email: "This is not an email address.",
};

const words: Record<string, (issue: Issue) => string> = {
  invalid_type: ({ input, expected = "" }) =>
    input === undefined ? "This is missing." : `This must be ${kinds[expected] ?? expected}.`,
  invalid_value: ({ values = [] }) => `Use one of ${values.join(", ")}.`,
  invalid_format: ({ format = "" }) => formats[format] ?? "This does not have the right form.",
  invalid_union: () => "This has none of the forms that are understood here.",
  unrecognized_keys: () => "This is not known here. Leave it out, or check its spelling.",
  invalid_key: ({ issues }) => issues?.[0]?.message ?? "This name does not have the right form.",
  too_big: ({ maximum, origin }) =>
    origin === "string"
      ? `This is longer than ${maximum} characters. Shorten it.`
      : `${origin === "array" ? "Give at most" : "The most is"} ${maximum}.`,
  too_small: ({ minimum, origin }) =>
    origin === "string"
      ? `This needs at least ${minimum} characters.`
      : `${origin === "array" ? "Give at least" : "The least is"} ${minimum}.`,
};

/** What a schema says where it has no words of its own: the reason and the way out, never a type's name. */
export function sayIssues(): void {
  z.config({ customError: (issue) => words[issue.code ?? ""]?.(issue as Issue) });
}
