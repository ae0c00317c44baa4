import { z } from "zod";
import {
  bulkActionPageSchema,
  bulkActionWithRowsSchema,
  listBulkActionsInputSchema,
  readBulkActionInputSchema,
  startBulkActionInputSchema,
  startedBulkActionSchema,
} from "@/lib/bulk-actions/schema";
import { exportLeadsInputSchema } from "@/lib/lead-exports/schema";
import type { RestRoute } from "./rest-route";

export const bulkRoutes: RestRoute[] = [
  {
    method: "post",
    path: "/api/leads/bulk",
    summary: "Change many leads: these, or all that a filter finds. Done row by row afterwards",
    permission: "leads:write",
    body: startBulkActionInputSchema,
    status: 202,
    answer: startedBulkActionSchema,
    refusals: ["INVALID", "FORBIDDEN"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/bulk_actions",
    summary: "Changes of many leads, newest first: mine, to managers everybody's",
    permission: "leads:read",
    query: listBulkActionsInputSchema,
    status: 200,
    answer: bulkActionPageSchema,
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/bulk_actions/{id}",
    summary: "How far a change of many leads is, with what came of each lead",
    permission: "leads:read",
    query: readBulkActionInputSchema.omit({ id: true }),
    status: 200,
    answer: bulkActionWithRowsSchema,
    refusals: ["INVALID", "NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/bulk_actions/{id}/cancel",
    summary: "Stop a change of many leads; what is done by then stays",
    permission: "leads:write",
    status: 200,
    answer: z.object({ id: z.uuid(), state: z.literal("cancelled"), changed: z.number().int() }),
    refusals: ["NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "post",
    path: "/api/bulk_actions/{id}/undo",
    summary: "Give every lead back what it had, but those changed since; for a day",
    permission: "leads:write",
    status: 202,
    answer: startedBulkActionSchema,
    refusals: ["NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/leads/export",
    summary: "The leads that a filter finds as a CSV or Excel file",
    permission: "leads:export",
    query: exportLeadsInputSchema,
    status: 200,
    refusals: ["INVALID", "FORBIDDEN"],
  },
];
