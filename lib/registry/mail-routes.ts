import { pageOf } from "@/lib/core/schema";
import { listMailInputSchema, mailDetailSchema, mailSchema } from "@/lib/outbox/schema";
import { messageSchema } from "@/lib/sending/schema";
import { trackedSchema } from "@/lib/tracked-events/schema";
import { resolveMessageInputSchema } from "@/lib/unknown-messages/schema";
import type { RestRoute } from "./rest-route";

export const mailRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/mail",
    summary: "List what left, what may have left, what did not, or what waits to leave",
    permission: "mail:read",
    query: listMailInputSchema,
    status: 200,
    answer: pageOf(mailSchema),
    refusals: ["INVALID", "FORBIDDEN"],
  },
  {
    method: "get",
    path: "/api/mail/{id}",
    summary: "Read one of them as its server was given it, and what was seen of it at its recipient",
    permission: "mail:read",
    status: 200,
    answer: mailDetailSchema.extend({ tracked: trackedSchema.nullable() }),
    refusals: ["FORBIDDEN", "NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/messages/{id}/resolve",
    summary: "Say whether a message left of which nothing else can say it",
    permission: "communications:write",
    body: resolveMessageInputSchema.omit({ id: true }),
    status: 200,
    answer: messageSchema,
    refusals: ["INVALID", "FORBIDDEN", "NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
];
