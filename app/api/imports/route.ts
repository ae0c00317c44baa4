import { idempotencyOfFile, readQuery } from "@/app/_adapters/asked";
import { answering, executedResponse, toReadEndpoint } from "@/app/_adapters/endpoint";
import { sentFile } from "@/app/_adapters/upload";
import { parseInput } from "@/lib/core/parse";
import { startImport } from "@/lib/import-work/start-import";
import { storeUpload } from "@/lib/import-work/store-upload";
import { listImports } from "@/lib/lead-imports/queries";
import { listImportsInputSchema, uploadQuerySchema } from "@/lib/lead-imports/schema";

export const GET = toReadEndpoint({
  name: "listImports",
  permission: "leads:read",
  input: listImportsInputSchema,
  read: (tx, input, ctx) => listImports(tx, ctx, input),
});

export const POST = answering(
  "storeUpload",
  async (request, _, caller) => {
    const { name, duplicates, start, dry_run } = parseInput(uploadQuerySchema, readQuery(request));
    const { context } = caller;
    const file = await sentFile(request);
    const upload = { name: name ?? file.name ?? "leads", bytes: file.bytes, duplicates };
    const stored = await storeUpload(context, { ...upload, idempotency: idempotencyOfFile(request, caller) });
    if (start !== "true" && dry_run !== "true") return executedResponse(stored);
    const idempotency = idempotencyOfFile(request, caller, " start")(stored.output.id);
    const asked = { import_id: stored.output.id, dry_run: dry_run === "true" };
    return executedResponse(await startImport.execute({ ...context, idempotency }, asked));
  },
  "with a query",
);
