import { z } from "zod";
import { withVersion } from "@/app/_adapters/asked";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { deleteView } from "@/lib/saved-views/delete-view";
import { getSavedView } from "@/lib/saved-views/queries";
import { updateView } from "@/lib/saved-views/update-view";

export const GET = toReadEndpoint({
  name: "getSavedView",
  permission: "leads:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }, ctx) => getSavedView(tx, id, ctx.actor),
});

export const PATCH = toEndpoint(updateView, {
  input: (asked, { id }) => withVersion(asked, { view_id: id }),
});

export const DELETE = toEndpoint(deleteView, { status: 204, input: (_, { id }) => ({ view_id: id }) });
