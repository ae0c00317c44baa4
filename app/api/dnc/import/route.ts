import { idempotencyOf } from "@/app/_adapters/asked";
import { readBody } from "@/app/_adapters/body";
import { answering, executedResponse } from "@/app/_adapters/endpoint";
import { importDncListOnce } from "@/lib/dnc-imports/import-dnc-list-once";

const mostBytes = 12_000_000;

export const POST = answering("importDncList", async (request, _, caller) => {
  const body = await readBody(request, mostBytes);
  const context = { ...caller.context, idempotency: idempotencyOf(request, caller, body) };
  return executedResponse(await importDncListOnce(context, body), 200);
});
