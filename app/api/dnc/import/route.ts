import { readBody } from "@/app/_adapters/body";
import { answering } from "@/app/_adapters/endpoint";
import { importDncList } from "@/lib/dnc-imports/import-dnc-list";

const mostBytes = 12_000_000;

export const POST = answering("importDncList", async (request, _, { context }) =>
  Response.json(await importDncList(context, await readBody(request, mostBytes))),
);
