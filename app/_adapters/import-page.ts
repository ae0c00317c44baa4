import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { countImportPairs } from "@/lib/duplicates/pair-queries";
import { listKept } from "@/lib/import-undos/queries";
import { listPreview } from "@/lib/import-work/queries";
import { getImport, listRejected } from "@/lib/lead-imports/queries";
import { requireContext } from "./session";

/** Everything one import's page shows; null when it is not here. */
export async function loadImportPage(id: string) {
  const ctx = await requireContext();
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
  try {
    return await read(ctx, "leads:read", async (tx) => {
      const one = await getImport(tx, ctx, id);
      const preview = one.state === "uploaded" ? await listPreview(tx, ctx, id) : [];
      const kept = one.kept > 0 ? (await listKept(tx, id, { limit: 200 })).data : [];
      const pairs = one.state === "done" && one.created > 0 ? await countImportPairs(tx, id) : 0;
      const rejected = one.rejected > 0 ? await listRejected(tx, id, 0, 20) : [];
      const first = (nth: number) =>
        preview.map((row) => row.cells[nth] ?? "").find((cell) => cell.trim() !== "") ?? "";
      const examples = Object.fromEntries(one.header.map((column, nth) => [column, first(nth).slice(0, 60)]));
      return { one, preview, kept, pairs, rejected, examples };
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
