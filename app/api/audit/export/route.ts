import { answering } from "@/app/_adapters/endpoint";
import { exportChain } from "@/lib/audit/export-chain";

export const dynamic = "force-dynamic";

/** The whole chain as JSON lines; docs/verify-export.mjs checks it. */
export const GET = answering("exportChain", async (_request, _params, { context, identity }) => {
  const stream = await exportChain(context);
  const day = context.now.toISOString().slice(0, 10);
  const headers = {
    "Content-Type": "application/x-ndjson; charset=utf-8",
    "Content-Disposition": `attachment; filename="audit-${identity.org_slug}-${day}.jsonl"`,
    "Cache-Control": "no-store",
  };
  return new Response(stream, { headers });
});
