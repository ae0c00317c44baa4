import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { createTag } from "@/lib/tags/create-tag";
import { listTags } from "@/lib/tags/queries";

export const GET = toReadEndpoint({
  name: "listTags",
  permission: "tags:read",
  input: z.strictObject({}),
  read: async (tx) => ({ data: await listTags(tx), next_cursor: null }),
});

export const POST = toEndpoint(createTag, { status: 201 });
