import { messageSchema, queuedMessageSchema, queueMessageInputSchema } from "@/lib/sending/schema";
import { outreachRefusals } from "./communication-routes";
import type { RestRoute } from "./rest-route";

export const messageRoutes: RestRoute[] = [
  {
    method: "post",
    path: "/api/messages",
    summary: "Promise a message: it passes the gate as of the moment it is to go out, and takes its slot now",
    permission: "communications:write",
    body: queueMessageInputSchema,
    status: 202,
    answer: queuedMessageSchema,
    refusals: ["INVALID", "NOT_FOUND", ...outreachRefusals],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/messages/{id}",
    summary: "Read a message and its state",
    permission: "communications:read",
    status: 200,
    answer: messageSchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/messages/{id}/cancel",
    summary: "Cancel a message that waits; its slot is free at once",
    permission: "communications:write",
    status: 200,
    answer: messageSchema,
    refusals: ["NOT_FOUND", "FORBIDDEN", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "post",
    path: "/api/messages/{id}/sent",
    summary: "Say that a message was sent by hand, on a channel where nothing sends by itself",
    permission: "communications:write",
    status: 200,
    answer: messageSchema,
    refusals: ["NOT_FOUND", "FORBIDDEN", "CONFLICT"],
    idempotent: true,
  },
];
