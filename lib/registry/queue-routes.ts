import { pageOf } from "@/lib/core/schema";
import {
  listQueueInputSchema,
  queuedLeadSchema,
  snoozeBodySchema,
  snoozedLeadSchema,
  waitingSchema,
} from "@/lib/queues/schema";
import type { RestRoute } from "./rest-route";

export const queueRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/queues/needs-reply",
    summary: "List leads whose message nobody has answered, the longest waiting first",
    permission: "leads:read",
    query: listQueueInputSchema,
    status: 200,
    answer: pageOf(queuedLeadSchema),
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/queues/awaiting-reply",
    summary: "List leads who have not answered, the longest waiting first",
    permission: "leads:read",
    query: listQueueInputSchema,
    status: 200,
    answer: pageOf(queuedLeadSchema),
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/queues/waiting",
    summary: "How much waits for me: open items of my day, leads of mine that wait for an answer; 100 and more is 100",
    permission: "communications:read",
    status: 200,
    answer: waitingSchema,
    refusals: [],
  },
  {
    method: "post",
    path: "/api/leads/{id}/snooze",
    summary: "Take a lead out of the queues until a moment, or until they write",
    permission: "leads:write",
    body: snoozeBodySchema,
    status: 200,
    answer: snoozedLeadSchema,
    refusals: ["INVALID", "NOT_FOUND"],
    idempotent: true,
  },
  {
    method: "delete",
    path: "/api/leads/{id}/snooze",
    summary: "Bring a lead back into the queues",
    permission: "leads:write",
    status: 204,
    refusals: ["NOT_FOUND"],
  },
];
