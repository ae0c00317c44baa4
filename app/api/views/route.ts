import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { listSavedViews } from "@/lib/saved-views/queries";
import { saveView } from "@/lib/saved-views/save-view";
import { listViewsInputSchema } from "@/lib/saved-views/schema";

export const GET = toReadEndpoint({
  name: "listSavedViews",
  permission: "leads:read",
  input: listViewsInputSchema,
  read: (tx, input, ctx) => listSavedViews(tx, input, ctx.actor),
});

export const POST = toEndpoint(saveView, { status: 201 });
