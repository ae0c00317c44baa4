import { z } from "zod";
import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { addStakeholder } from "@/lib/stakeholders/add-stakeholder";
import { listStakeholders } from "@/lib/stakeholders/queries";

export const GET = toListEndpoint({
  name: "listStakeholders",
  permission: "leads:read",
  input: pageInputSchema.extend({ id: z.uuid() }),
  read: (tx, { id }) => listStakeholders(tx, id),
});

export const POST = toEndpoint(addStakeholder, {
  status: 201,
  input: ({ body }, { id }) => ({ ...body, lead_id: id }),
});
