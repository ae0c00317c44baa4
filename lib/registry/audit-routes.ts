import { auditPageSchema, listAuditInputSchema } from "@/lib/audit/schema";
import { integrityRunSchema, integritySchema, startCheckInputSchema } from "@/lib/integrity/schema";
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
  {
    method: "get",
    path: "/api/integrity",
    summary: "The newest recount of what is kept twice: every check, and how many rows disagree",
    permission: "audit:read",
    status: 200,
    answer: integritySchema,
    refusals: [],
  },
  {
    method: "post",
    path: "/api/integrity",
    summary: "Have everything that is kept twice recounted by the worker; while a recount runs, that one is the answer",
    permission: "audit:read",
    body: startCheckInputSchema,
    status: 202,
    answer: integrityRunSchema,
    refusals: ["INVALID"],
    idempotent: true,
  },
];
