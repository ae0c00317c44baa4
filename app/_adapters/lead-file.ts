import type { LeadFile } from "@/lib/lead-exports/export-leads";
import type { Caller } from "./caller";

/** Leads as a file to keep, named after the organization and the day. */
export function leadFileResponse({ type, extension, body }: LeadFile, { context, identity }: Caller): Response {
  const day = context.now.toISOString().slice(0, 10);
  const headers = {
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="leads-${identity.org_slug}-${day}.${extension}"`,
    "Cache-Control": "no-store",
  };
  return new Response(body, { headers });
}
