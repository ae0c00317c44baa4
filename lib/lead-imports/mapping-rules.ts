import { AppError, type FieldError } from "@/lib/core/errors";
import { IMPORT_FIELDS, type ImportField, importFieldSchema, MANY_COLUMNS, type Mapping } from "@/lib/lead-rows/schema";

/** A mapping whose columns are in the file, whose fields exist, and in which no field is two columns that exclude each other; else INVALID. */
export function checkMapping(given: Record<string, string>, header: readonly string[]): Mapping {
  const errors: FieldError[] = [];
  const mapping: Mapping = {};
  const taken = new Map<ImportField, string>();
  for (const [column, word] of Object.entries(given)) {
    const field = importFieldSchema.safeParse(word).data;
    const path = `mapping.${column}`;
    if (!header.includes(column))
      errors.push({ path, message: `The file has no such column. It has: ${header.slice(0, 40).join(", ")}.` });
    else if (!field) errors.push({ path, message: `“${word}” is no field. Use one of ${IMPORT_FIELDS.join(", ")}.` });
    else if (taken.has(field) && !MANY_COLUMNS.includes(field)) {
      errors.push({
        path,
        message: `${taken.get(field)} is this field already. Choose another, or keep this column as metadata.`,
      });
    } else {
      mapping[column] = field;
      taken.set(field, column);
    }
  }
  if (errors.length === 0) return mapping;
  throw new AppError("INVALID", errors.map((one) => `${one.path}: ${one.message}`).join("; "), { errors });
}
