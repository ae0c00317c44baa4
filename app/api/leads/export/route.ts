import { readQuery } from "@/app/_adapters/asked";
import { readBody } from "@/app/_adapters/body";
import type { Caller } from "@/app/_adapters/caller";
import { answering } from "@/app/_adapters/endpoint";
import { exportChosen, exportLeads, type LeadFile } from "@/lib/lead-exports/export-leads";

export const dynamic = "force-dynamic";

export const GET = answering(
  "exportLeads",
  async (request, _, caller) => fileResponse(await exportLeads(caller.context, readQuery(request)), caller),
  "with a query",
);

export const POST = answering("exportChosen", async (request, _, caller) =>
  fileResponse(await exportChosen(caller.context, await readBody(request)), caller),
);

function fileResponse({ type, extension, body }: LeadFile, { context, identity }: Caller): Response {
  const day = context.now.toISOString().slice(0, 10);
  const headers = {
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="leads-${identity.org_slug}-${day}.${extension}"`,
    "Cache-Control": "no-store",
  };
  return new Response(body, { headers });
}
