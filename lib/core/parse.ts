import type { z } from "zod";
import { AppError, invalid } from "./errors";
import { sayIssues } from "./issue-words";
import { cutText } from "./text-rules";

sayIssues();

/** Outside words as the schema's; throws INVALID naming each field, the reason and the way out. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const broken = isBroken(raw) ? findBrokenText(raw, "") : null;
  if (broken !== null) throw invalid(broken, "The text contains half a character (a lone surrogate). Type it again.");
  const parsed = schema.safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  // The first word on a field, for an empty one is no bad spelling too. Only a whole number is checked against the largest there is before
  // its own limit: of two of one kind the last says more.
  const first = new Map<string, z.core.$ZodIssue>();
  for (const issue of parsed.error.issues) {
    const path = pathOf(issue);
    if ((first.get(path)?.code ?? issue.code) === issue.code) first.set(path, issue);
  }
  const errors = [...first].slice(0, mostErrors).map(([path, { message }]) => ({ path: shortened(path), message }));
  const words = errors.map((one) => `${one.path}: ${one.message}`);
  if (first.size > mostErrors) words.push(`${first.size - mostErrors} more fields are wrong`);
  throw new AppError("INVALID", words.join("; "), { errors });
}

// What somebody sends comes back to them, but not by the megabyte.
const mostErrors = 100;
const longestPath = 200;
const shortened = (path: string) => (path.length > longestPath ? `${cutText(path, longestPath)}…` : path);

const pathOf = (issue: z.core.$ZodIssue) =>
  [...issue.path.map(String), ...(issue.code === "unrecognized_keys" ? [issue.keys.join(", ")] : [])].join(".") ||
  "body";

// With the u flag a pair is one character, so only a surrogate that stands alone is one.
const halfCharacter = /\p{Cs}/u;

// Nearly nothing is, so that where it is matters to few: ten thousand addresses come in one body.
function isBroken(value: unknown): boolean {
  if (typeof value === "string") return halfCharacter.test(value);
  if (Array.isArray(value)) return value.some(isBroken);
  // Bytes hold no text, and are millions.
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return Object.entries(value).some(([key, part]) => halfCharacter.test(key) || isBroken(part));
}

/** Where a text is no Unicode, so that no database can store it; null when all is well. Keys count too. */
function findBrokenText(value: unknown, path: string): string | null {
  if (typeof value === "string") return halfCharacter.test(value) ? path || "body" : null;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = halfCharacter.test(key) ? path || "body" : findBrokenText(part, path ? `${path}.${key}` : key);
    if (found !== null) return found;
  }
  return null;
}
