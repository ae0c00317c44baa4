import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { publishModel } from "@/lib/scoring/publish-model";
import { getScoring } from "@/lib/scoring/queries";

export const GET = toReadEndpoint({
  name: "getScoring",
  permission: "scoring:read",
  input: z.strictObject({}),
  read: (tx) => getScoring(tx),
});

export const POST = toEndpoint(publishModel, { status: 201 });
