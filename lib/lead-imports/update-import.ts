import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { checkOwner } from "@/lib/leads/rules";
import { requireActiveMember } from "@/lib/organizations/queries";
import { checkMapping } from "./mapping-rules";
import { getImport, lockImport } from "./queries";
import { changeImportCommandSchema, type Import } from "./schema";
import { updateChoices } from "./store";

/** Changes how a file is read before it is imported: columns, duplicates, values that mean empty, owner. */
export const updateImport = defineCommand({
  name: "updateImport",
  permission: "leads:write",
  input: changeImportCommandSchema,
  run: async (tx, { import_id, ...given }, ctx): Promise<Import> => {
    const one = await lockImport(tx, ctx, import_id);
    if (one.state !== "uploaded")
      throw new AppError("CONFLICT", "This import has begun. Upload the file again to read it in another way.");
    checkOwner(given.owner_id, ctx.actor.sees);
    if (given.owner_id) await requireActiveMember(tx, given.owner_id);
    const mapping = given.mapping && checkMapping({ ...one.mapping, ...given.mapping }, one.header);
    await updateChoices(tx, one.id, { ...given, ...(mapping ? { mapping } : {}) }, ctx.now);
    return getImport(tx, ctx, one.id);
  },
});
