import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { countWaiting } from "@/lib/queues/waiting-queries";

export const GET = toReadEndpoint({
  name: "countWaiting",
  permission: "communications:read",
  input: z.strictObject({}),
  read: (tx, _, ctx) => countWaiting(tx, ctx),
});
