import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { createSource } from "@/lib/sources/create-source";
import { listSources } from "@/lib/sources/queries";

export const GET = toReadEndpoint({
  name: "listSources",
  permission: "sources:read",
  input: z.strictObject({}),
  read: async (tx) => ({ data: await listSources(tx), next_cursor: null }),
});

export const POST = toEndpoint(createSource, { status: 201 });
