import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { changeGoals } from "@/lib/goals/change-goals";
import { getGoals } from "@/lib/goals/queries";

export const GET = toReadEndpoint({
  name: "getGoals",
  permission: "communications:read",
  input: z.strictObject({}),
  read: (tx, _, ctx) => getGoals(tx, ctx),
});

export const PATCH = toEndpoint(changeGoals, { input: ({ body }) => body });
