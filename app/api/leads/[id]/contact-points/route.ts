import { z } from "zod";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { listContactPoints } from "@/lib/contact-points/queries";
import { pageInputSchema } from "@/lib/core/schema";

export const GET = toListEndpoint({
  name: "listContactPoints",
  permission: "leads:read",
  input: pageInputSchema.extend({ id: z.uuid() }),
  read: (tx, { id }) => listContactPoints(tx, id),
});
