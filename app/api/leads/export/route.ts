import { readQuery } from "@/app/_adapters/asked";
import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { leadFileResponse } from "@/app/_adapters/lead-file";
import { exportChosen, exportLeads } from "@/lib/lead-exports/export-leads";

export const dynamic = "force-dynamic";

export const GET = answering(
  "exportLeads",
  async (request, _, caller) => leadFileResponse(await exportLeads(caller.context, readQuery(request)), caller),
  "with a query",
);

export const POST = answering("exportChosen", async (request, _, caller) =>
  leadFileResponse(await exportChosen(caller.context, await readBody(request)), caller),
);
