import { withVersion } from "@/app/_adapters/asked";
import { toEndpoint } from "@/app/_adapters/endpoint";
import { archiveRule } from "@/lib/assignment-rules/archive-rule";
import { saveRule } from "@/lib/assignment-rules/save-rule";

export const PATCH = toEndpoint(saveRule, {
  input: (asked, { id }) => withVersion(asked, { rule_id: id }),
});

export const DELETE = toEndpoint(archiveRule, { status: 204, input: (_, { id }) => ({ rule_id: id }) });
