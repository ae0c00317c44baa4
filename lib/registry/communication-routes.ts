import { z } from "zod";
import {
  logContactInputSchema,
  loggedContactSchema,
  markRespondedInputSchema,
  touchSchema,
} from "@/lib/communications/schema";
import type { ErrorCode } from "@/lib/core/errors";
import { pageInputSchema, pageOf } from "@/lib/core/schema";
import {
  assessLeadQuerySchema,
  contactabilitySchema,
  listVerdictsInputSchema,
  verdictListSchema,
} from "@/lib/guard/schema";
import type { RestRoute } from "./rest-route";

export const outreachRefusals: ErrorCode[] = [
  "ADDRESS_INVALID",
  "DNC_BLOCKED",
  "QUIET_HOURS",
  "RECENTLY_CONTACTED",
  "COMPANY_LIMIT",
  "SAME_CHANNEL_RECENT",
  "COMPANY_RECENT",
  "SIMILAR_MESSAGE",
  "DRAFT_CLAIMED",
  "TOO_MANY_TOUCHES",
];

export const communicationRoutes: RestRoute[] = [
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
    path: "/api/leads/{id}/contacts",
    summary: "The touches of a lead, newest first",
    permission: "communications:read",
    query: z.strictObject({
      ...pageInputSchema.shape,
    }),
    status: 200,
    answer: pageOf(touchSchema),
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
    summary:
      "May this lead be contacted now, channel by channel, rule by rule; with reply_to_id of an answer to that message of theirs",
    permission: "leads:read",
    query: assessLeadQuerySchema,
    status: 200,
    answer: contactabilitySchema,
    refusals: ["INVALID", "NOT_FOUND"],
  },
];
