import { toEndpoint } from "@/app/_adapters/endpoint";
import { addLeadTag } from "@/lib/taggings/add-lead-tag";
import { removeLeadTag } from "@/lib/taggings/remove-lead-tag";

export const POST = toEndpoint(addLeadTag, { input: ({ body }, { id }) => ({ ...body, lead_id: id }) });

export const DELETE = toEndpoint(removeLeadTag, {
  status: 204,
  input: ({ query }, { id }) => ({ ...query, lead_id: id }),
});
