import { changeSettingsInputSchema, settingsAnswerSchema } from "@/lib/settings/schema";
import type { RestRoute } from "./rest-route";

export const settingsRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/settings",
    summary: "Every setting with what holds, and the newest changes",
    permission: "settings:read",
    status: 200,
    answer: settingsAnswerSchema,
    refusals: [],
  },
  {
    method: "patch",
    path: "/api/settings",
    summary: "Change the given settings; null goes back to the default",
    permission: "settings:write",
    body: changeSettingsInputSchema,
    status: 200,
    answer: settingsAnswerSchema,
    refusals: ["INVALID", "STALE"],
  },
];
