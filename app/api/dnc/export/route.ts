import { readQuery } from "@/app/_adapters/asked";
import { dncFile } from "@/app/_adapters/dnc-file";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { requirePermission } from "@/lib/core/read";
import { listDncInputSchema } from "@/lib/dnc/schema";

export const GET = answering(
  "exportDncEntries",
  async (request, _, { context }) => {
    requirePermission(context, "dnc:read");
    return dncFile(context, parseInput(listDncInputSchema.omit({ limit: true, cursor: true }), readQuery(request)));
  },
  "with a query",
);
