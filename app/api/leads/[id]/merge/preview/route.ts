import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { previewMerge } from "@/lib/merges/queries";
import { previewMergeInputSchema } from "@/lib/merges/schema";

export const GET = toReadEndpoint({
  name: "previewMerge",
  permission: "leads:read",
  input: previewMergeInputSchema,
  read: (tx, { id, other_id }, ctx) => previewMerge(tx, id, other_id, ctx.now),
});
