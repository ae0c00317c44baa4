import { auditPageSchema, listAuditInputSchema } from "@/lib/audit/schema";
import type { RestRoute } from "./rest-route";

export const auditRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/audit",
    summary: "What happened, by whom and from where, newest first",
    permission: "audit:read",
    query: listAuditInputSchema,
    status: 200,
    answer: auditPageSchema,
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/audit/export",
    summary: "The whole hash chain as JSON lines (application/x-ndjson), for checking offline",
    permission: "audit:read",
    status: 200,
    refusals: [],
  },
];
