import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { createDay } from "@/lib/daily-outreach/create-day";
import { getDay } from "@/lib/daily-outreach/queries";

export const GET = toReadEndpoint({
  name: "getDay",
  permission: "communications:read",
  input: z.strictObject({}),
  read: (tx, _, ctx) => getDay(tx, ctx),
});

export const POST = toEndpoint(createDay);
