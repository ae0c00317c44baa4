import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { listAssignmentRules } from "@/lib/assignment-rules/queries";
import { saveRule } from "@/lib/assignment-rules/save-rule";
import { pageInputSchema } from "@/lib/core/schema";

export const GET = toListEndpoint({
  name: "listAssignmentRules",
  permission: "assignment:read",
  input: pageInputSchema,
  read: (tx) => listAssignmentRules(tx),
});

export const POST = toEndpoint(saveRule, { status: 201, input: ({ body }) => ({ ...body, rule_id: undefined }) });
