import type { z } from "zod";
import { AppError } from "./errors";
import { sayIssues } from "./issue-words";

sayIssues();

/** Outside words as the schema's; throws INVALID naming each field, the reason and the way out. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({
    path:
      [...issue.path.map(String), ...(issue.code === "unrecognized_keys" ? [issue.keys.join(", ")] : [])].join(".") ||
      "body",
    message: issue.message,
  }));
  throw new AppError("INVALID", errors.map((one) => `${one.path}: ${one.message}`).join("; "), { errors });
}
