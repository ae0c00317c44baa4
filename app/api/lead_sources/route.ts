import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { createSource } from "@/lib/sources/create-source";
import { listSources } from "@/lib/sources/queries";

export const GET = toListEndpoint({
  name: "listSources",
  permission: "sources:read",
  input: pageInputSchema,
  read: (tx) => listSources(tx),
});

export const POST = toEndpoint(createSource, { status: 201 });
