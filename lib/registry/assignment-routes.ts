import { assignmentRuleSchema, createRuleInputSchema } from "@/lib/assignment-rules/schema";
import { pageInputSchema, pageOf } from "@/lib/core/schema";
import { leadChangePageSchema, listChangesInputSchema } from "@/lib/lead-changes/schema";
import type { RestRoute } from "./rest-route";

export const assignmentRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/assignment-rules",
    summary: "Who gets leads that arrive without an owner, in the order the rules are asked",
    query: pageInputSchema,
    permission: "assignment:read",
    status: 200,
    answer: pageOf(assignmentRuleSchema),
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/assignment-rules",
    summary: "Add a rule behind the others",
    permission: "assignment:write",
    body: createRuleInputSchema,
    status: 201,
    answer: assignmentRuleSchema,
    refusals: ["INVALID"],
    idempotent: true,
  },
  {
    method: "patch",
    path: "/api/assignment-rules/{id}",
    summary: "Change a rule: the whole of it; who stays in it keeps the turn",
    permission: "assignment:write",
    body: createRuleInputSchema,
    status: 200,
    answer: assignmentRuleSchema,
    refusals: ["INVALID", "NOT_FOUND", "STALE"],
  },
  {
    method: "delete",
    path: "/api/assignment-rules/{id}",
    summary: "Take a rule out of use; what it gave stays on record",
    permission: "assignment:write",
    status: 204,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "get",
    path: "/api/leads/{id}/changes",
    summary: "What was changed of a lead, field by field, newest first",
    permission: "leads:read",
    query: listChangesInputSchema.omit({ id: true }),
    status: 200,
    answer: leadChangePageSchema,
    refusals: ["INVALID", "NOT_FOUND"],
  },
];
