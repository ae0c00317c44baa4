import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { addStakeholder } from "@/lib/stakeholders/add-stakeholder";
import { listStakeholders } from "@/lib/stakeholders/queries";

export const GET = toReadEndpoint({
  name: "listStakeholders",
  permission: "leads:read",
  input: z.strictObject({ id: z.uuid() }),
  read: async (tx, { id }) => ({ data: await listStakeholders(tx, id) }),
});

export const POST = toEndpoint(addStakeholder, {
  status: 201,
  input: ({ body }, { id }) => ({ ...body, lead_id: id }),
});
