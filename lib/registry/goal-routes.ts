import { changeGoalsInputSchema, goalsSchema } from "@/lib/goals/schema";
import type { RestRoute } from "./rest-route";

export const goalRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/goals",
    summary: "Your goals of the day and how far they are reached, by your own clock; colleagues' where they share them",
    permission: "communications:read",
    status: 200,
    answer: goalsSchema,
    refusals: ["INVALID"],
  },
  {
    method: "patch",
    path: "/api/goals",
    summary: "Set what you want to reach in a day; null takes a goal away",
    permission: "profile:write",
    body: changeGoalsInputSchema,
    status: 200,
    answer: goalsSchema,
    refusals: ["INVALID"],
  },
];
