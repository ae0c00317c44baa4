import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getMessage } from "@/lib/sending/queries";
import { messageIdInputSchema } from "@/lib/sending/schema";

export const GET = toReadEndpoint({
  name: "getMessage",
  permission: "communications:read",
  input: messageIdInputSchema,
  read: (tx, { id }, { actor }) => getMessage(tx, id, actor.userId),
});
