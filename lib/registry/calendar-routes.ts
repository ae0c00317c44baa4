import { calendarSchema, changeCalendarInputSchema } from "@/lib/calendar/schema";
import type { RestRoute } from "./rest-route";

export const calendarRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/calendar",
    summary: "How the organization divides time: weeks, fiscal year and working hours",
    permission: "analytics:read",
    status: 200,
    answer: calendarSchema,
    refusals: [],
  },
  {
    method: "patch",
    path: "/api/calendar",
    summary: "Change the given parts of it; every figure follows",
    permission: "settings:write",
    body: changeCalendarInputSchema,
    status: 200,
    answer: calendarSchema,
    refusals: ["INVALID"],
  },
];
