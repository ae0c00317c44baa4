import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getPredictions } from "@/lib/predictions/queries";

export const GET = toReadEndpoint({
  name: "getPredictions",
  permission: "scoring:read",
  input: z.strictObject({}),
  read: (tx) => getPredictions(tx),
});
