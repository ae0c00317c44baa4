import { z } from "zod";
import type { RestRoute } from "./rest-route";

const healthSchema = z.object({
  status: z.string(),
  database: z.string(),
  schema: z.string(),
  worker: z.string(),
  version: z.string(),
});
export const houseRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/live",
    summary: "Events as they are sealed (text/event-stream)",
    permission: "live:read",
    status: 200,
    refusals: [],
  },
  {
    method: "get",
    path: "/api/health",
    summary: "State of database, schema and worker",
    permission: null,
    status: 200,
    answer: healthSchema,
    refusals: ["UNAVAILABLE"],
  },
];
