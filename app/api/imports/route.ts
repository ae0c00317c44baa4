import { readQuery } from "@/app/_adapters/asked";
import { answering, toReadEndpoint } from "@/app/_adapters/endpoint";
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
  async (request, _, { context }) => {
    const { name, duplicates, start, dry_run } = parseInput(uploadQuerySchema, readQuery(request));
    const file = await sentFile(request);
    const stored = await storeUpload(context, { name: name ?? file.name ?? "leads", bytes: file.bytes, duplicates });
    const begins = start === "true" || dry_run === "true";
    const answer = begins ? await startImport(context, { import_id: stored.id, dry_run: dry_run === "true" }) : stored;
    return Response.json(answer, { status: 201, headers: { "Cache-Control": "no-store" } });
  },
  "with a query",
);
