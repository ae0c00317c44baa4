import { z } from "zod";
import { outreachAnalyticsInputSchema, outreachAnalyticsSchema } from "@/lib/analytics/schema";
import {
  logContactInputSchema,
  loggedContactSchema,
  markRespondedInputSchema,
  touchSchema,
} from "@/lib/communications/schema";
import type { ErrorCode } from "@/lib/core/errors";
import type { Permission } from "@/lib/core/permissions";
import {
  addDncEntryInputSchema,
  addedDncEntrySchema,
  checkDncInputSchema,
  checkManyDncInputSchema,
  dncCheckResultSchema,
  dncCheckSchema,
  dncEntrySchema,
  listDncInputSchema,
} from "@/lib/dnc/schema";
import {
  createdLeadSchema,
  createLeadInputSchema,
  leadPageSchema,
  leadSchema,
  listLeadsInputSchema,
  updateLeadInputSchema,
} from "@/lib/leads/schema";
import { contactabilitySchema, listVerdictsInputSchema, verdictListSchema } from "@/lib/outreach/schema";

export type RestRoute = {
  method: "get" | "post" | "patch" | "delete";
  /** as OpenAPI writes it */
  path: string;
  summary: string;
  permission: Permission | null;
  query?: z.ZodType;
  body?: z.ZodType;
  status: 200 | 201 | 204;
  answer?: z.ZodType;
  refusals: ErrorCode[];
  idempotent?: boolean;
};

const page = <T extends z.ZodType>(row: T) =>
  z.object({
    data: z.array(row),
    next_cursor: z.string().nullable(),
    total: z.number().int().optional(),
    total_at_least: z.number().int().optional(),
  });

const healthSchema = z.object({
  status: z.string(),
  database: z.string(),
  schema: z.string(),
  worker: z.string(),
  version: z.string(),
});
const outreachRefusals: ErrorCode[] = ["ADDRESS_INVALID", "DNC_BLOCKED", "RECENTLY_CONTACTED", "SAME_CHANNEL_RECENT"];

/** Every REST route of the product: OpenAPI is generated from this table and the sweep over routes walks it. */
export const restRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/leads",
    summary: "List leads",
    permission: "leads:read",
    query: listLeadsInputSchema,
    status: 200,
    answer: leadPageSchema,
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/leads",
    summary: "Add a lead",
    permission: "leads:write",
    query: z.strictObject({ unique: z.enum(["true", "false"]).optional() }),
    body: createLeadInputSchema,
    status: 201,
    answer: createdLeadSchema,
    refusals: ["INVALID", "DUPLICATE_LEAD"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/leads/verdicts",
    summary: "May these leads be contacted now? As much of the answer as a row of a list shows",
    permission: "leads:read",
    query: listVerdictsInputSchema,
    status: 200,
    answer: verdictListSchema,
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/leads/{id}",
    summary: "Read a lead",
    permission: "leads:read",
    status: 200,
    answer: leadSchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "patch",
    path: "/api/leads/{id}",
    summary: "Change the given fields of a lead",
    permission: "leads:write",
    body: updateLeadInputSchema.omit({ lead_id: true, if_version: true }),
    status: 200,
    answer: leadSchema,
    refusals: ["INVALID", "NOT_FOUND", "STATUS_NOT_ALLOWED", "STALE"],
  },
  {
    method: "delete",
    path: "/api/leads/{id}",
    summary: "Delete a lead; its history stays",
    permission: "leads:write",
    status: 204,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/leads/{id}/restore",
    summary: "Bring a deleted lead back",
    permission: "leads:write",
    status: 200,
    answer: leadSchema,
    refusals: ["NOT_FOUND"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/leads/{id}/contacts",
    summary: "The touches of a lead, newest first",
    permission: "communications:read",
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().optional(),
    }),
    status: 200,
    answer: page(touchSchema),
    refusals: ["INVALID", "NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/leads/{id}/contacts",
    summary: "Log a touch: planned passes the gate, happened is stored in any case",
    permission: "communications:write",
    body: logContactInputSchema,
    status: 201,
    answer: loggedContactSchema,
    refusals: ["INVALID", "NOT_FOUND", ...outreachRefusals],
    idempotent: true,
  },
  {
    method: "patch",
    path: "/api/contacts/{id}/responded",
    summary: "Mark that they responded, or take the mark back",
    permission: "communications:write",
    body: markRespondedInputSchema,
    status: 200,
    answer: touchSchema,
    refusals: ["INVALID", "NOT_FOUND", "ANSWERED_BY_MESSAGE"],
  },
  {
    method: "get",
    path: "/api/leads/{id}/contactability",
    summary: "May this lead be contacted now, channel by channel, rule by rule",
    permission: "leads:read",
    status: 200,
    answer: contactabilitySchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "get",
    path: "/api/dnc",
    summary: "List do-not-contact entries",
    permission: "dnc:read",
    query: listDncInputSchema,
    status: 200,
    answer: page(dncEntrySchema),
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/dnc",
    summary: "Add a do-not-contact entry; 200 with the standing one when it is there",
    permission: "dnc:write",
    body: addDncEntryInputSchema,
    status: 201,
    answer: addedDncEntrySchema.omit({ created: true }),
    refusals: ["INVALID"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/dnc/check",
    summary: "Whether an address is blocked",
    permission: "dnc:read",
    query: checkDncInputSchema,
    status: 200,
    answer: dncCheckSchema,
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/dnc/check",
    summary: "Check up to 10,000 values, answered in order",
    permission: "dnc:read",
    body: checkManyDncInputSchema,
    status: 200,
    answer: z.object({ results: z.array(dncCheckResultSchema) }),
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/analytics/outreach",
    summary: "Attempts, conversations and responses over a period",
    permission: "analytics:read",
    query: outreachAnalyticsInputSchema,
    status: 200,
    answer: outreachAnalyticsSchema,
    refusals: ["INVALID"],
  },
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
