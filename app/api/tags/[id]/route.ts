import { toEndpoint } from "@/app/_adapters/endpoint";
import { deleteTag } from "@/lib/tags/delete-tag";
import { updateTag } from "@/lib/tags/update-tag";

export const PATCH = toEndpoint(updateTag, { input: ({ body }, { id }) => ({ ...body, tag_id: id }) });
export const DELETE = toEndpoint(deleteTag, { status: 204, input: (_, { id }) => ({ tag_id: id }) });
