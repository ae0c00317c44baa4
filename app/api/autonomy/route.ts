import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { changeAutonomy } from "@/lib/autonomy/change-autonomy";
import { getAutonomy } from "@/lib/autonomy/queries";

export const GET = toReadEndpoint({
  name: "getAutonomy",
  permission: "suggestions:read",
  input: z.strictObject({}),
  read: (tx, _, ctx) => getAutonomy(tx, ctx.actor.userId, ctx.now),
});

export const PATCH = toEndpoint(changeAutonomy);
