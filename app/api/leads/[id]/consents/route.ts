import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { listConsents } from "@/lib/consents/queries";
import { recordConsent } from "@/lib/consents/record-consent";
import { listConsentsInputSchema } from "@/lib/consents/schema";

export const GET = toListEndpoint({
  name: "listConsents",
  permission: "leads:read",
  input: listConsentsInputSchema,
  read: (tx, { id }) => listConsents(tx, id),
});

export const POST = toEndpoint(recordConsent, {
  status: 201,
  input: ({ body }, { id }) => ({ ...body, lead_id: id }),
});
