import { readQuery } from "@/app/_adapters/asked";
import { answering } from "@/app/_adapters/endpoint";
import { leadFileResponse } from "@/app/_adapters/lead-file";
import { exportSegment } from "@/lib/lead-exports/export-leads";

export const dynamic = "force-dynamic";

export const GET = answering(
  "exportSegment",
  async (request, { id }, caller) =>
    leadFileResponse(await exportSegment(caller.context, { ...readQuery(request), id: id ?? "" }), caller),
  "with a query",
);
