import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { requirePermission } from "@/lib/core/read";
import { emit } from "@/lib/events/emit";
import { getImport, lockImport } from "@/lib/lead-imports/queries";
import { type Import, startImportCommandSchema } from "@/lib/lead-imports/schema";
import { updateState } from "@/lib/lead-imports/store";
import { importJob } from "./jobs";

/** Begins to store an uploaded file, or with `dry_run` to count what it would come to. The worker does it; with `by_caller` whoever calls does, by `runImport`. */
export const startImport = defineCommand({
  name: "startImport",
  permission: "leads:write",
  input: startImportCommandSchema,
  run: async (tx, { import_id, dry_run, by_caller }, ctx): Promise<Import> => {
    const one = await lockImport(tx, ctx, import_id);
    if (one.state !== "uploaded")
      throw new AppError("CONFLICT", "This import has begun already. Look at its progress.");
    const flagged = Object.values(one.mapping).some((field) => field.startsWith("do_not_"));
    if (flagged && !dry_run) requirePermission(ctx, "dnc:write");
    await updateState(
      tx,
      one.id,
      { state: dry_run ? "checking" : "running", started_at: ctx.now, error: null },
      ctx.now,
    );
    const subjects = { import_id: one.id, user_id: one.created_by };
    if (!dry_run)
      await emit(tx, ctx, [{ kind: "import.started", subjects, payload: { import_id: one.id, name: one.name } }]);
    if (!by_caller) await importJob.enqueue(tx, ctx, { import_id: one.id }, { key: one.id });
    return getImport(tx, ctx, one.id);
  },
});
