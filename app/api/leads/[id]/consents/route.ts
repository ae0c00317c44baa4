import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { listConsents } from "@/lib/consents/queries";
import { recordConsent } from "@/lib/consents/record-consent";
import { listConsentsInputSchema } from "@/lib/consents/schema";

export const GET = toReadEndpoint({
  name: "listConsents",
  permission: "leads:read",
  input: listConsentsInputSchema,
  read: async (tx, { id }) => ({ data: await listConsents(tx, id) }),
});

export const POST = toEndpoint(recordConsent, {
  status: 201,
  input: ({ body }, { id }) => ({ ...body, lead_id: id }),
});
