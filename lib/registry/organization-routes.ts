import { changeOrganizationSchema, organizationSchema } from "@/lib/home/schema";
import type { RestRoute } from "./rest-route";

export const organizationRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/organization",
    summary: "The organization's name, time zone, phone region and currency",
    permission: "analytics:read",
    status: 200,
    answer: organizationSchema,
    refusals: [],
  },
  {
    method: "patch",
    path: "/api/organization",
    summary: "Change the given parts of it; after a new time zone figures by day and hour are counted anew",
    permission: "settings:write",
    body: changeOrganizationSchema,
    status: 200,
    answer: organizationSchema,
    refusals: ["INVALID"],
  },
];
