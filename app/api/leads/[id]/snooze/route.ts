import { toEndpoint } from "@/app/_adapters/endpoint";
import { snoozeLead } from "@/lib/queues/snooze-lead";

export const POST = toEndpoint(snoozeLead, {
  input: ({ body }, { id }) => ({ ...body, lead_id: id }),
});

export const DELETE = toEndpoint(snoozeLead, {
  status: 204,
  input: (_, { id }) => ({ lead_id: id, until: null }),
  idempotent: false,
});
