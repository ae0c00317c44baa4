import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { emit } from "@/lib/events/emit";
import { DUPLICATE_RULES, type Mapping } from "@/lib/lead-rows/schema";
import type { AssessedFile } from "./assess-file";
import { checkMapping } from "./mapping-rules";
import { findRemembered, getImport } from "./queries";
import type { Import } from "./schema";
import { insertImport } from "./store";

const assessedSchema = z.custom<AssessedFile>(
  (value) => typeof value === "object" && value !== null && "headerKey" in value,
);
const addImportInputSchema = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1).max(255),
  stored_name: z.string(),
  file: assessedSchema,
  mapping: z.record(z.string(), z.string().nullable()).optional(),
  duplicates: z.enum(DUPLICATE_RULES).optional(),
  empty_values: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
});

/** Keeps a file that was uploaded with what its columns are likely to be: as they were read the last time, else by their names. */
export const addImport = defineCommand({
  name: "addImport",
  permission: "leads:write",
  input: addImportInputSchema,
  run: async (tx, { id, name, stored_name, file, ...given }, ctx): Promise<Import> => {
    const remembered = await findRemembered(tx, file.headerKey);
    const known: Mapping = { ...file.proposed, ...remembered?.mapping };
    const proposal = Object.fromEntries(file.header.map((column) => [column, known[column] ?? "metadata"]));
    await insertImport(tx, {
      ...file,
      id,
      name,
      storedName: stored_name,
      mapping: checkMapping({ ...proposal, ...namedFields(given.mapping) }, file.header),
      emptyValues: given.empty_values ?? remembered?.empty_values ?? file.proposedEmpty,
      duplicates: given.duplicates ?? remembered?.duplicates ?? "skip",
      ownerId: ownOwner(ctx),
      createdBy: ctx.actor.userId,
      at: ctx.now,
    });
    const payload = { import_id: id, name, size: file.size, rows_estimated: file.rowsEstimated };
    await emit(tx, ctx, [{ kind: "import.uploaded", subjects: { import_id: id, user_id: ctx.actor.userId }, payload }]);
    return getImport(tx, ctx, id);
  },
});

// A column that is mapped to null is left out.
const namedFields = (mapping: Record<string, string | null> = {}) =>
  Object.fromEntries(Object.entries(mapping).map(([column, field]) => [column, field ?? "ignore"]));

// Who sees only their own or their team's leads would lose sight of leads of nobody.
const ownOwner = (ctx: Context) => (ctx.actor.sees ? ctx.actor.userId : null);
