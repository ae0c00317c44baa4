import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getMail } from "@/lib/outbox/queries";
import { mailIdInputSchema } from "@/lib/outbox/schema";

export const GET = toReadEndpoint({
  name: "getMail",
  permission: "mail:read",
  input: mailIdInputSchema,
  read: (tx, { id }) => getMail(tx, id),
});
