import { z } from "zod";
import { withVersion } from "@/app/_adapters/asked";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { archiveTemplate } from "@/lib/templates/archive-template";
import { getTemplate } from "@/lib/templates/queries";
import { updateTemplate } from "@/lib/templates/update-template";

export const GET = toReadEndpoint({
  name: "getTemplate",
  permission: "templates:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }, ctx) => getTemplate(tx, ctx, id),
});

export const PATCH = toEndpoint(updateTemplate, {
  input: (asked, { id }) => withVersion(asked, { template_id: id }),
});

export const DELETE = toEndpoint(archiveTemplate, { status: 204, input: (_, { id }) => ({ template_id: id }) });
