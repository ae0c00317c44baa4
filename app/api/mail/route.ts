import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listMail } from "@/lib/outbox/queries";
import { listMailInputSchema } from "@/lib/outbox/schema";

export const GET = toReadEndpoint({
  name: "listMail",
  permission: "mail:read",
  input: listMailInputSchema,
  read: listMail,
});
