import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { listAssignmentRules } from "@/lib/assignment-rules/queries";
import { saveRule } from "@/lib/assignment-rules/save-rule";

export const GET = toReadEndpoint({
  name: "listAssignmentRules",
  permission: "assignment:read",
  input: z.strictObject({}),
  read: async (tx) => ({ data: await listAssignmentRules(tx) }),
});

export const POST = toEndpoint(saveRule, { status: 201, input: ({ body }) => ({ ...body, rule_id: undefined }) });
