import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { createTag } from "@/lib/tags/create-tag";
import { listTags } from "@/lib/tags/queries";

export const GET = toListEndpoint({
  name: "listTags",
  permission: "tags:read",
  input: pageInputSchema,
  read: (tx) => listTags(tx),
});

export const POST = toEndpoint(createTag, { status: 201 });
