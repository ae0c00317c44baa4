import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { changeCalendar } from "@/lib/calendar/change-calendar";
import { getCalendar } from "@/lib/calendar/queries";

export const GET = toReadEndpoint({
  name: "getCalendar",
  permission: "analytics:read",
  input: z.strictObject({}),
  read: (tx) => getCalendar(tx),
});

export const PATCH = toEndpoint(changeCalendar, { input: ({ body }) => body });
