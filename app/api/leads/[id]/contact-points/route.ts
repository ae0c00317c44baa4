import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listContactPoints } from "@/lib/contact-points/queries";

export const GET = toReadEndpoint({
  name: "listContactPoints",
  permission: "leads:read",
  input: z.strictObject({ id: z.uuid() }),
  read: async (tx, { id }) => ({ data: await listContactPoints(tx, id) }),
});
