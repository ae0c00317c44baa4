import { pageInputSchema, pageOf } from "@/lib/core/schema";
import { saveViewMailInputSchema, viewMailSchema } from "@/lib/view-mails/schema";
import type { RestRoute } from "./rest-route";

export const viewMailRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/view_mails",
    summary: "List the pages of figures that you get by mail",
    query: pageInputSchema,
    permission: "analytics:read",
    status: 200,
    answer: pageOf(viewMailSchema),
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/view_mails",
    summary: "Get a page of figures with its filters by mail every day, week or month",
    permission: "analytics:read",
    body: saveViewMailInputSchema,
    status: 201,
    answer: viewMailSchema,
    refusals: ["INVALID"],
    idempotent: true,
  },
  {
    method: "delete",
    path: "/api/view_mails/{id}",
    summary: "Get no more mail about that page",
    permission: "analytics:read",
    status: 204,
    refusals: ["NOT_FOUND"],
  },
];
