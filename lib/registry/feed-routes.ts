import { feedPageSchema, listFeedInputSchema } from "@/lib/feed/schema";
import type { RestRoute } from "./rest-route";

export const feedRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/leads/{id}/feed",
    summary: "Everything that happened with a lead, newest first; a part that fails is said as an entry of kind error",
    permission: "leads:read",
    query: listFeedInputSchema.omit({ id: true }),
    status: 200,
    answer: feedPageSchema,
    refusals: ["INVALID", "NOT_FOUND"],
  },
];
