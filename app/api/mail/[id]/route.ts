import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getMail } from "@/lib/outbox/queries";
import { mailIdInputSchema } from "@/lib/outbox/schema";
import { findTracked } from "@/lib/tracked-events/queries";

export const GET = toReadEndpoint({
  name: "getMail",
  permission: "mail:read",
  input: mailIdInputSchema,
  read: async (tx, { id }) => ({ ...(await getMail(tx, id)), tracked: await findTracked(tx, id) }),
});
