import { z } from "zod";
import { withVersion } from "@/app/_adapters/asked";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { deleteLead } from "@/lib/leads/delete-lead";
import { getLead } from "@/lib/leads/queries";
import { updateLead } from "@/lib/leads/update-lead";

export const GET = toReadEndpoint({
  name: "getLead",
  permission: "leads:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }) => getLead(tx, id),
});

export const PATCH = toEndpoint(updateLead, {
  input: (asked, { id }) => withVersion(asked, { lead_id: id }),
});

export const DELETE = toEndpoint(deleteLead, { status: 204, input: (_, { id }) => ({ lead_id: id }) });
