import { readQuery } from "@/app/_adapters/asked";
import { answering } from "@/app/_adapters/endpoint";
import { exportLeads } from "@/lib/lead-exports/export-leads";

export const dynamic = "force-dynamic";

export const GET = answering(
  "exportLeads",
  async (request, _, { context, identity }) => {
    const { type, extension, body } = await exportLeads(context, readQuery(request));
    const day = context.now.toISOString().slice(0, 10);
    const headers = {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="leads-${identity.org_slug}-${day}.${extension}"`,
      "Cache-Control": "no-store",
    };
    return new Response(body, { headers });
  },
  "with a query",
);
