import { attachmentQuerySchema, attachmentSchema } from "@/lib/attachments/schema";
import type { RestRoute } from "./rest-route";

export const attachmentRoutes: RestRoute[] = [
  {
    method: "post",
    path: "/api/attachments",
    summary: "Send a file as the body, or in a form, for a message's attachment_ids",
    permission: "communications:write",
    query: attachmentQuerySchema,
    idempotent: true,
    status: 201,
    answer: attachmentSchema,
    refusals: ["INVALID", "TOO_LARGE", "UNSUPPORTED_TYPE"],
  },
  {
    method: "get",
    path: "/api/attachments/{id}",
    summary: "A file that went or came with a message, as bytes",
    permission: "communications:read",
    status: 200,
    refusals: ["NOT_FOUND"],
  },
];
