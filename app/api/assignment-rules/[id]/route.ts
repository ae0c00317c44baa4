import { versionOf } from "@/app/_adapters/asked";
import { toEndpoint } from "@/app/_adapters/endpoint";
import { archiveRule } from "@/lib/assignment-rules/archive-rule";
import { saveRule } from "@/lib/assignment-rules/save-rule";

export const PATCH = toEndpoint(saveRule, {
  input: ({ body, request }, { id }) => ({ ...body, rule_id: id, if_version: versionOf(request) }),
});

export const DELETE = toEndpoint(archiveRule, { status: 204, input: (_, { id }) => ({ rule_id: id }) });
